using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Responses;
using MuBench.Scoring.Styles;

namespace MuBench.Models;

/// <summary>
/// The prompt variants that ask a model for the boxes of a class: its family's prompt, and the prompt after an empty
/// response.
/// </summary>
internal static class LocalizationPrompts
{
    private const string Detect = "detect";
    private const string Segment = "segment";

    /// <summary>The variants; empty for a model that draws no boxes.</summary>
    public static IReadOnlyList<PromptVariant> Of(ModelManifest model, ImageRecord image, Question question)
    {
        if (!ModelKinds.IsGenerative(model.Kind))
            return [];
        var family = DetectionFamilies.Of(model);
        var first = VariantOf($"{Detect}:{family}", image, DetectionPrompts.PromptOf(family, question.Target!.ClassName));
        return DetectionPrompts.SecondPromptOf(family, question.Target.ClassName) is { } second
            ? [first, VariantOf($"{Segment}:{family}", image, second) with { IsAfterEmptyResponse = true }]
            : [first];
    }

    private static PromptVariant VariantOf(string variant, ImageRecord image, string prompt) => new(variant, prompt, null, ResponseKey.Of(image.ShownSha256, prompt));
}

using MuBench.Manifests;
using MuBench.Manifests.Reading;
using MuBench.Scoring.Styles;

namespace MuBench.Pipeline.Planning;

/// <summary>The maximum number of output tokens: the manifest's, else what the question styles and a reasoning model need.</summary>
public static class OutputLimits
{
    /// <summary>Returns the model with a limit, if it is generative.</summary>
    /// <param name="model">The model.</param>
    /// <param name="styles">The styles of the run's questions, at least one. The style with the longest responses decides.</param>
    /// <param name="earlier">
    /// The run's earlier plan, if there is one. A run keeps its limits, because they are part of its response keys.
    /// </param>
    internal static ModelManifest Fill(ModelManifest model, IReadOnlyList<string> styles, RunPlan? earlier = null)
    {
        if (!ModelKinds.IsGenerative(model.Kind) || model.Generation.MaxOutputTokens is not null)
            return model;
        var needed = Math.Max(styles.Max(style => QuestionStyles.Named(style).OutputTokens), ReasoningModels.OutputTokens(model) ?? 0);
        var planned = earlier?.Models.FirstOrDefault(known => known.Pass is null && known.Manifest.Id == model.Id)?.Manifest.Generation.MaxOutputTokens;
        return model with { Generation = model.Generation with { MaxOutputTokens = planned ?? needed } };
    }

    /// <summary>The warnings of a run's models, one line each.</summary>
    public static IEnumerable<string> Warnings(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Models.Where(model => model.Pass is null)
            .SelectMany(model => ((string?[])[Warning(plan, model.Manifest), ReasoningWarning(model.Manifest)]).OfType<string>().Select(text => $"warning: {model.Manifest.Id}: {text}"));
    }

    /// <summary>
    /// The possible effects of a manifest's own limits on reasoning models, one line each with the model's place. Needs
    /// no dataset.
    /// </summary>
    public static IEnumerable<string> Warnings(RunManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return manifest.Models.Index()
            .Where(model => model.Item.Generation.MaxOutputTokens is not null)
            .Select(model => (model.Index, Text: ReasoningWarning(model.Item)))
            .Where(warning => warning.Text is not null)
            .Select(warning => $"$.models[{warning.Index}]: {warning.Text}");
    }

    /// <summary>The possible effect of a limit on a model's responses, as text; null if the limit is high enough.</summary>
    public static string? Warning(RunPlan plan, ModelManifest model)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(model);
        if (!ModelKinds.IsGenerative(model.Kind) || plan.Styles is null)
            return null;
        var longest = plan.Styles.MaxBy(style => QuestionStyles.Named(style).OutputTokens)!;
        var needed = QuestionStyles.Named(longest).OutputTokens;
        return model.Generation.OutputLimit >= needed
            ? null
            : $"'maxOutputTokens' is {model.Generation.OutputLimit:N0}, and questions in the style '{longest}' are meant to be answered in up to {needed:N0}: "
                + "longer responses are cut, perhaps before they name an option. Leave it out to use the style's limit.";
    }

    private static string? ReasoningWarning(ModelManifest model) =>
        ReasoningModels.OutputTokens(model) is { } needed && model.Generation.OutputLimit < needed
            ? $"'maxOutputTokens' is {model.Generation.OutputLimit:N0}, and this model reasons before it answers, which counts against the limit: responses may be cut before they name an option. "
                + $"Set it to {needed:N0} or more, leave it out to use that value, or lower 'reasoningEffort' (now {model.Generation.ReasoningEffort ?? "the provider's default"})."
            : null;
}

using MuBench.Manifests;
using MuBench.Manifests.Reading;
using MuBench.Scoring.Styles;

namespace MuBench.Pipeline.Planning;

/// <summary>How long an answer may be: as the manifest says, else as long as the styles of the questions, and a model that reasons, need.</summary>
public static class OutputLimits
{
    /// <summary>The model with a limit, where it is generative.</summary>
    /// <param name="model">The model.</param>
    /// <param name="styles">The styles of the run's questions, at least one; the longest answers decide.</param>
    /// <param name="earlier">The run's plan where it was planned before: a run keeps its limits, for they are part of the keys of its answers.</param>
    internal static ModelManifest Fill(ModelManifest model, IReadOnlyList<string> styles, RunPlan? earlier = null)
    {
        if (!ModelKinds.IsGenerative(model.Kind) || model.Generation.MaxOutputTokens is not null)
            return model;
        var needed = Math.Max(styles.Max(style => QuestionStyles.Named(style).OutputTokens), ReasoningModels.OutputTokens(model) ?? 0);
        var planned = earlier?.Models.FirstOrDefault(known => known.Pass is null && known.Manifest.Id == model.Id)?.Manifest.Generation.MaxOutputTokens;
        return model with { Generation = model.Generation with { MaxOutputTokens = planned ?? needed } };
    }

    /// <summary>The warnings of a run's models, a line each.</summary>
    public static IEnumerable<string> Warnings(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Models.Where(model => model.Pass is null)
            .SelectMany(model => ((string?[])[Warning(plan, model.Manifest), ReasoningWarning(model.Manifest)]).OfType<string>().Select(text => $"warning: {model.Manifest.Id}: {text}"));
    }

    /// <summary>What a manifest's own limits may do to the answers of models that reason, a line each with the model's place. Needs no dataset.</summary>
    public static IEnumerable<string> Warnings(RunManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return manifest.Models.Index()
            .Where(model => model.Item.Generation.MaxOutputTokens is not null)
            .Select(model => (model.Index, Text: ReasoningWarning(model.Item)))
            .Where(warning => warning.Text is not null)
            .Select(warning => $"$.models[{warning.Index}]: {warning.Text}");
    }

    /// <summary>What a limit may do to a model's answers, in words; null where it is long enough.</summary>
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
                + "longer answers are cut, perhaps before they say what is asked for. Leave it out to have the style's limit.";
    }

    private static string? ReasoningWarning(ModelManifest model) =>
        ReasoningModels.OutputTokens(model) is { } needed && model.Generation.OutputLimit < needed
            ? $"'maxOutputTokens' is {model.Generation.OutputLimit:N0}, and this model reasons before it answers, which counts against the limit: answers may be cut before they name an option. "
                + $"Set it to {needed:N0} or more, leave it out to have that, or lower 'reasoningEffort' (now {model.Generation.ReasoningEffort ?? "the provider's default"})."
            : null;
}

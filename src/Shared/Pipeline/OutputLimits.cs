using MuBench.Manifests;
using MuBench.Scoring.Styles;

namespace MuBench.Pipeline;

/// <summary>How long an answer may be: as the manifest says, else as long as the styles of the questions need.</summary>
public static class OutputLimits
{
    /// <summary>The model with a limit, where it is generative.</summary>
    /// <param name="model">The model.</param>
    /// <param name="styles">The styles of the run's questions, at least one; the longest answers decide.</param>
    internal static ModelManifest Fill(ModelManifest model, IReadOnlyList<string> styles) =>
        ModelKinds.IsGenerative(model.Kind) && model.Generation.MaxOutputTokens is null
            ? model with { Generation = model.Generation with { MaxOutputTokens = styles.Max(style => QuestionStyles.Named(style).OutputTokens) } }
            : model;

    /// <summary>The warnings of a run's models, a line each.</summary>
    public static IEnumerable<string> Warnings(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Models.Where(model => model.Pass is null)
            .Select(model => (model.Manifest.Id, Text: Warning(plan, model.Manifest))).Where(warning => warning.Text is not null)
            .Select(warning => $"warning: {warning.Id}: {warning.Text}");
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
}

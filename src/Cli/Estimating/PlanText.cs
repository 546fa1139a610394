using MuBench.Pipeline.Planning;

namespace MuBench.Cli.Estimating;

/// <summary>Says in a line what a run asks.</summary>
internal static class PlanText
{
    /// <summary>The line; of an excerpt with the run that it is a part of.</summary>
    public static string Of(RunPlan plan)
    {
        var excerpt = plan is { Excerpt: { } size, Manifest.Excerpt: { } whole }
            ? $"\nAn excerpt of the run {whole.Of} ({Count(size.Items, plan.Items is null ? "image" : "item")}, {Count(size.Questions, "question")} per model, {Count(whole.Models, "model")}): its responses count there{(whole.GateConditions > 0 ? "; the gate is not decided" : "")}."
            : "";
        return $"Run {plan.RunId}: {Count(plan.Questions, "question")} about {Count(plan.Images, "image")} of '{plan.DatasetTitle}', {Count(plan.Models.Count, "model")}{excerpt}";
    }

    private static string Count(int count, string thing) => $"{count:N0} {thing}{(count == 1 ? "" : "s")}";
}

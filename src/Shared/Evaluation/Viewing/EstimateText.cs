using MuBench.Pipeline.Estimating;
using MuBench.Scoring.Results;

namespace MuBench.Viewing;

/// <summary>An estimate in words: one row per model, the assumptions behind the rows, and the total.</summary>
public static class EstimateText
{
    /// <summary>The heads of the rows.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["model", "in the log", "calls", "tokens in: text", "image", "tokens out", "cost", "time"];

    /// <summary>The remark about the costs of a run that stops when it knows enough.</summary>
    public const string StopsEarly = "The run stops when it knows enough; the costs are those of asking everything. 'mubench estimate' says about how much each verdict takes.";

    /// <summary>The row of a model, in the order of <see cref="Heads"/>.</summary>
    public static IReadOnlyList<string> CellsOf(ModelEstimate model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return
        [
            model.Id, LogOf(model), $"{model.Calls:N0}", $"{model.TextTokens:N0}", $"{model.ImageTokens:N0}",
            OutputOf(model), CostOf(model), model.Calls == 0 ? ReportNumbers.None : TimeOf(model.Seconds),
        ];
    }

    /// <summary>The assumptions: the models that share them, and a line for each. A model and its passes share theirs.</summary>
    public static IReadOnlyList<(string Models, IReadOnlyList<string> Lines)> GroundsOf(RunEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return
        [
            .. estimate.Models.Where(model => model.Calls > 0).GroupBy(model => string.Join('\n', GroundsOf(model)), StringComparer.Ordinal)
                .Select(alike => (string.Join(", ", alike.Select(model => model.Id)), (IReadOnlyList<string>)alike.Key.Split('\n'))),
        ];
    }

    /// <summary>What remains to be said: broken images, the total, and whether the budget is enough.</summary>
    public static IReadOnlyList<string> SummaryOf(RunEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return [.. estimate.Models.Where(model => model.Broken > 0).Select(model => $"{model.Id}: {model.Broken:N0} questions have a broken image and are not asked"), TotalOf(estimate), .. BudgetOf(estimate)];
    }

    // The log of a model in process is not read: its questions cost nothing.
    private static string LogOf(ModelEstimate model) => model.Calls + model.Reused + model.Broken == 0 && model.Questions > 0
        ? $"? of {model.Questions:N0}"
        : $"{model.Reused:N0} of {model.Questions:N0}";

    private static string OutputOf(ModelEstimate model) =>
        model.Calls == 0 ? "0" : WithMax($"{model.OutputTokens:N0}", $"{model.BoundOutputTokens:N0}");

    private static string CostOf(ModelEstimate model)
    {
        var calls = model is { Usd: { } usd, BoundUsd: { } bound } ? WithMax(ReportNumbers.Usd(usd), ReportNumbers.Usd(bound)) : "unknown";
        return model.GpuPrice is null || model.Calls == 0 ? calls : $"{calls}, GPU {(model.GpuUsd is { } gpu ? $"about {ReportNumbers.Usd(gpu)}" : "unknown")}";
    }

    // The expected value, followed by the maximum if it differs.
    private static string WithMax(string expected, string most) => expected == most ? expected : $"{expected}, at most {most}";

    private static string TimeOf(double? seconds) => seconds is { } known ? $"{TimeSpan.FromSeconds(Math.Ceiling(known)):g}" : "unknown";

    private static IEnumerable<string> GroundsOf(ModelEstimate model)
    {
        var correction = model.ObservedAnswers > 0
            ? FormattableString.Invariant($"; times {model.InputFactor:0.###}, as measured in {model.ObservedAnswers} responses of the log")
                + (model.CachedShare > 0 ? FormattableString.Invariant($"; {model.CachedShare:P0} of them cached, at most none") : "")
            : "";
        yield return $"price: {model.Price ?? "unknown; set 'price' or 'pricedAs' of the model"}";
        yield return $"image tokens: {model.ImageRule}; text: a token per four characters{correction}";
        yield return $"output tokens: {(model.ObservedAnswers > 0 ? "the mean of the log" : "those of a usual response; no response in the log reports its tokens")}; at most maxOutputTokens per call";
        yield return $"time: {model.Pace}";
        if (model.GpuPrice is { } gpu) yield return $"GPU: {gpu}";
    }

    private static string TotalOf(RunEstimate estimate) =>
        $"Total: {estimate.Models.Sum(model => model.Calls):N0} calls, {WithMax(ReportNumbers.Usd(estimate.Usd), ReportNumbers.Usd(estimate.BoundUsd))}"
        + (estimate.UnknownPrices.Count > 0 ? $" and the unknown cost of {string.Join(", ", estimate.UnknownPrices)}" : "")
        + $", {(estimate.Seconds is null ? "unknown time" : TimeOf(estimate.Seconds))}";

    private static IEnumerable<string> BudgetOf(RunEstimate estimate)
    {
        if (estimate.MaxUsd is not { } limit) yield break;
        var left = Math.Max(0, limit - estimate.SpentUsd);
        yield return $"Budget: {ReportNumbers.Usd(limit)}, {ReportNumbers.Usd(estimate.SpentUsd)} of it spent; "
            + (estimate.BoundUsd <= left ? "enough, without retries" : estimate.Usd <= left ? "enough for the expected cost, not for the maximum" : "not enough for the expected cost: the run would stop asking");
    }
}

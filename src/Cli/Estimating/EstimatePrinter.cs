using MuBench.Cli.Printing;
using MuBench.Pipeline.Estimating;
using MuBench.Scoring.Results;
using Spectre.Console;

namespace MuBench.Cli.Estimating;

/// <summary>Prints an estimate: one row per model, then the assumptions behind the rows.</summary>
internal static class EstimatePrinter
{
    /// <summary>Prints the estimate.</summary>
    public static void Print(RunEstimate estimate, TextWriter output)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("model");
        foreach (var head in (ReadOnlySpan<string>)["in the log", "calls", "tokens in: text", "image", "tokens out", "cost", "time"])
            table.AddColumn(new TableColumn(head).RightAligned());
        foreach (var model in estimate.Models)
        {
            string[] cells =
            [
                model.Id, LogOf(model), $"{model.Calls:N0}", $"{model.TextTokens:N0}", $"{model.ImageTokens:N0}",
                OutputOf(model), CostOf(model), model.Calls == 0 ? ReportNumbers.None : TimeOf(model.Seconds),
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        Terminal.Over(output).Write(table);
        // A model and its passes share their assumptions, which are printed once.
        foreach (var alike in estimate.Models.Where(model => model.Calls > 0).GroupBy(GroundsOf, StringComparer.Ordinal))
        {
            output.WriteLine($"{string.Join(", ", alike.Select(model => model.Id))}:");
            output.Write(alike.Key);
        }

        foreach (var model in estimate.Models.Where(model => model.Broken > 0))
            output.WriteLine($"{model.Id}: {model.Broken:N0} questions have a broken image and are not asked");
        WriteTotal(estimate, output);
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

    /// <summary>Formats the expected value, followed by the maximum if it differs.</summary>
    private static string WithMax(string expected, string most) => expected == most ? expected : $"{expected}, at most {most}";

    private static string TimeOf(double? seconds) => seconds is { } known ? $"{TimeSpan.FromSeconds(Math.Ceiling(known)):g}" : "unknown";

    private static string GroundsOf(ModelEstimate model)
    {
        var correction = model.ObservedAnswers > 0
            ? FormattableString.Invariant($"; times {model.InputFactor:0.###}, as measured in {model.ObservedAnswers} responses of the log")
                + (model.CachedShare > 0 ? FormattableString.Invariant($"; {model.CachedShare:P0} of them cached, at most none") : "")
            : "";
        return $"""
              price: {model.Price ?? "unknown; set 'price' or 'pricedAs' of the model"}
              image tokens: {model.ImageRule}; text: a token per four characters{correction}
              output tokens: {(model.ObservedAnswers > 0 ? "the mean of the log" : "those of a usual response; no response in the log reports its tokens")}; at most maxOutputTokens per call
              time: {model.Pace}{(model.GpuPrice is { } gpu ? $"\n  GPU: {gpu}" : "")}

            """.ReplaceLineEndings();
    }

    private static void WriteTotal(RunEstimate estimate, TextWriter output)
    {
        output.WriteLine($"Total: {estimate.Models.Sum(model => model.Calls):N0} calls, {WithMax(ReportNumbers.Usd(estimate.Usd), ReportNumbers.Usd(estimate.BoundUsd))}"
            + (estimate.UnknownPrices.Count > 0 ? $" and the unknown cost of {string.Join(", ", estimate.UnknownPrices)}" : "")
            + $", {(estimate.Seconds is null ? "unknown time" : TimeOf(estimate.Seconds))}");
        if (estimate.MaxUsd is not { } limit)
            return;
        var left = Math.Max(0, limit - estimate.SpentUsd);
        output.WriteLine($"Budget: {ReportNumbers.Usd(limit)}, {ReportNumbers.Usd(estimate.SpentUsd)} of it spent; "
            + (estimate.BoundUsd <= left ? "enough, without retries" : estimate.Usd <= left ? "enough for the expected cost, not for the maximum" : "not enough for the expected cost: the run would stop asking"));
    }
}

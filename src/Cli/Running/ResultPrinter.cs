using MuBench.Cli.Overriding;
using MuBench.Cli.Printing;
using MuBench.Pipeline.Reporting;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Storage;
using Spectre.Console;

namespace MuBench.Cli.Running;

/// <summary>Prints the leaderboard of a finished run and the path of its report, and returns the exit code.</summary>
/// <param name="junitFile">The path for the gate's result as JUnit XML; null to write none.</param>
/// <param name="failInconclusive">Whether an inconclusive gate counts as failed.</param>
internal sealed class ResultPrinter(string? junitFile, bool failInconclusive)
{
    /// <summary>The option's value for which an inconclusive gate counts as passed.</summary>
    public const string Pass = "pass";

    /// <summary>The option's value for which an inconclusive gate counts as failed.</summary>
    public const string Fail = "fail";

    /// <summary>The options as a user would type them, each with a space before it.</summary>
    public string Arguments => (junitFile is null ? "" : $" --junit {ShellText.Quote(junitFile)}") + (failInconclusive ? $" --gate-inconclusive {Fail}" : "");

    /// <summary>Prints a result.</summary>
    public async Task<int> PrintAsync(IArtifactStore store, WriteReportResult result)
    {
        var report = await FinishedRun.ReadReportAsync(store, result.RunId).ConfigureAwait(false);
        AnsiConsole.Write(ConsoleLeaderboardTable.Of(report, AnsiConsole.Profile.Width));
        foreach (var alarm in AlarmText.Lines("ALARM", report.Models.Where(IsAlarmed).Select(model => (model.Id, model.Alarm!))))
            Console.Out.WriteLine(alarm);
        foreach (var asked in RequestText.Lines(report))
            Console.Out.WriteLine(asked);
        if (SamplingText.Of(report.Run) is { } sampled)
            Console.Out.WriteLine(sampled);
        foreach (var pair in report.Run.Sampling?.Pairs ?? [])
            Console.Out.WriteLine($"verdict: {SamplingText.Of(pair)}");
        foreach (var assisted in AssistedText.Lines(report))
            Console.Out.WriteLine($"assisted: {assisted}");
        Console.Out.WriteLine(Completeness.Of(report));
        if (ExcerptText.Of(report.Run) is { } excerpt)
            Console.Out.WriteLine(excerpt);
        if (DisplayText.Of(report.Run) is { } display)
            Console.Out.WriteLine(display);
        foreach (var model in report.Models.Where(model => model.Void))
            Console.Out.WriteLine($"void: {model.Id}: {model.VoidReason}");
        foreach (var model in report.Models)
        {
            foreach (var note in ComputedBy.Notes(model.ComputedBy))
                Console.Out.WriteLine($"note: {model.Id}: {note}");
        }

        foreach (var pass in result.VoidModels.Except(report.Models.Select(model => model.Id)))
            Console.Out.WriteLine($"void: {pass}: see the notes of the report");
        foreach (var model in report.Models)
        {
            if (ReportNumbers.UsageNote(model.Usage) is { } note)
                Console.Out.WriteLine($"usage: {model.Id}: {note}");
        }

        if (report.Budget is { } budget)
            Console.Out.WriteLine($"budget: {ReportNumbers.Usd(budget.SpentUsd)} of {ReportNumbers.Usd(budget.MaxUsd)} spent{(budget.Reached ? "; it was used up before every question was asked" : "")}");
        if (result.Missing > 0)
            Console.Out.WriteLine(IncompleteText.Of(result.RunId, result.Missing));
        foreach (var check in report.Gate.Checks)
            Console.Out.WriteLine($"gate {check.Result}: {check.Model}, {check.Task}: {check.Condition}; {check.Measured}");
        Console.Out.WriteLine("Report:");
        foreach (var file in result.Files)
            Console.Out.WriteLine($"  {store.Description}/{file}");
        if (junitFile is not null)
        {
            await OutputFile.WriteAsync(junitFile, JUnitReport.Render(report, failInconclusive), CancellationToken.None).ConfigureAwait(false);
            Console.Out.WriteLine($"  {junitFile}");
        }

        return CodeOf(report, result.VoidModels.Count > 0, result.Missing > 0, failInconclusive);
    }

    /// <summary>The exit code of a finished run.</summary>
    /// <param name="report">Its report.</param>
    /// <param name="hasVoid">Whether the result of a model or of a pass is void.</param>
    /// <param name="isIncomplete">Whether questions have no response.</param>
    /// <param name="failInconclusive">Whether an inconclusive gate counts as failed.</param>
    public static int CodeOf(RunReport report, bool hasVoid, bool isIncomplete, bool failInconclusive)
    {
        var failed = report.Gate.Result == "fail" || (failInconclusive && report.Gate.Result == "inconclusive");
        return failed || report.Models.Any(IsAlarmed) ? ExitCodes.ResultNotGood
            : !hasVoid && report.Budget is { Reached: true } ? ExitCodes.OutOfBudget
            : isIncomplete ? ExitCodes.Incomplete
            : hasVoid ? ExitCodes.ResultNotGood
            : ExitCodes.Done;
    }

    // Controls are left out: refusals are expected there, and their alarm is shown beside the comparison.
    private static bool IsAlarmed(ReportModel model) => model is { ControlOf: null, Alarm: not null };
}

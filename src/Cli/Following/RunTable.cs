using MuBench.Cli.Running;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;
using MuBench.Scoring.Results;

namespace MuBench.Cli.Following;

/// <summary>Prints runs as aligned text, one per line.</summary>
internal static class RunTable
{
    private static readonly string[] Heading = ["run", "state", "started", "updated", "dataset", "models", "done / total", "spent"];

    public static void Write(IReadOnlyList<RunEntry> runs, DateTimeOffset now, TextWriter output)
    {
        TextTable.Write(output, Heading, [.. runs.Select(run => CellsOf(run, now))], rightFrom: 5);
        foreach (var run in runs.Where(run => run.Fault is not null))
            output.WriteLine($"warning: {run.Id}: {run.Fault}");
        foreach (var run in runs.Where(run => run.Status?.Alarms is { Count: > 0 }))
            output.WriteLine($"ALARM: {run.Id}: too many responses of {string.Join(", ", run.Status!.Alarms!)} hold nothing to score; see the report");
    }

    /// <summary>The cells of a run's row, as a reader must take them at a time.</summary>
    public static string[] CellsOf(RunEntry run, DateTimeOffset now)
    {
        var models = run.Status?.Models ?? [];
        return
        [
            run.Id,
            StateOf(run, now),
            Moment(run.Status?.StartedAt),
            Moment(run.IsRejected ? run.Rejection!.RejectedAt : run.Status?.UpdatedAt ?? run.AcceptedAt),
            run.Status?.Dataset ?? "-",
            models.Count == 0 ? "-" : $"{models.Count:N0}",
            models.Count == 0 ? "-" : $"{models.Sum(model => model.Done):N0} / {models.Sum(model => (long)model.Questions):N0}",
            ProgressRow.SpentOf(run.Status is { } status ? status.Usd : 0, models.Sum(model => model.InputTokens + model.OutputTokens)),
        ];
    }

    private static string StateOf(RunEntry run, DateTimeOffset now) =>
        run.IsRejected ? "rejected"
        : run.Status is { } status ? (status.IsOutOfBudget ? ModelStates.OutOfBudget : status.State) + (status.Alarms is { Count: > 0 } ? ", alarm" : "") + (RunSummary.Of(run).AsOf(now).StaleSince is null ? "" : ", no update")
        : run.Fault is null ? "not started" : "unreadable";

    private static string Moment(DateTimeOffset? moment) => moment is { } at ? ReportNumbers.Moment(at) : "-";
}

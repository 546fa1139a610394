using MuBench.Cli.Running;
using MuBench.Pipeline.Progress;
using MuBench.Scoring.Results;

namespace MuBench.Cli.Following;

/// <summary>Prints runs as aligned text, one per line.</summary>
internal static class RunTable
{
    private static readonly string[] Heading = ["run", "state", "started", "updated", "dataset", "models", "done / total", "spent"];

    public static void Write(IReadOnlyList<RunEntry> runs, TextWriter output)
    {
        TextTable.Write(output, Heading, [.. runs.Select(CellsOf)], rightFrom: 5);
        foreach (var run in runs.Where(run => run.Fault is not null))
            output.WriteLine($"warning: {run.Id}: {run.Fault}");
        foreach (var run in runs.Where(run => run.Status?.Alarms is { Count: > 0 }))
            output.WriteLine($"ALARM: {run.Id}: too many responses of {string.Join(", ", run.Status!.Alarms!)} hold nothing to score; see the report");
    }

    /// <summary>The cells of a run's row.</summary>
    public static string[] CellsOf(RunEntry run)
    {
        var models = run.Status?.Models ?? [];
        return
        [
            run.Id,
            StateOf(run),
            Moment(run.Status?.StartedAt),
            Moment(run.IsRejected ? run.Rejection!.RejectedAt : run.Status?.UpdatedAt ?? run.AcceptedAt),
            run.Status?.Dataset ?? "-",
            models.Count == 0 ? "-" : $"{models.Count:N0}",
            models.Count == 0 ? "-" : $"{models.Sum(model => model.Done):N0} / {models.Sum(model => (long)model.Questions):N0}",
            ProgressRow.SpentOf(run.Status is { } status ? status.Usd : 0, models.Sum(model => model.InputTokens + model.OutputTokens)),
        ];
    }

    private static string StateOf(RunEntry run) =>
        run.IsRejected ? "rejected"
        : run.Status is { } status ? (status.IsOutOfBudget ? ModelStates.OutOfBudget : status.State) + (status.Alarms is { Count: > 0 } ? ", alarm" : "")
        : run.Fault is null ? "not started" : "unreadable";

    private static string Moment(DateTimeOffset? moment) => moment is { } at ? ReportNumbers.Moment(at) : "-";
}

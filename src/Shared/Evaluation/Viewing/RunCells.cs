using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;
using MuBench.Scoring.Results;

namespace MuBench.Viewing;

/// <summary>A run in words, as lists of runs show it.</summary>
public static class RunCells
{
    /// <summary>The cells: run, state, started, updated, dataset, models, done / total, spent.</summary>
    /// <param name="run">The run.</param>
    /// <param name="now">The time at which it is shown: a run in progress whose status is older than some minutes is marked.</param>
    public static IReadOnlyList<string> Of(RunEntry run, DateTimeOffset now)
    {
        var models = run.Status?.Models ?? [];
        return
        [
            run.Id,
            StateOf(run, now),
            Moment(run.Status?.StartedAt),
            Moment(run.IsRejected ? run.Rejection!.RejectedAt : run.Status?.UpdatedAt ?? run.AcceptedAt),
            run.Status?.DatasetTitle ?? "-",
            models.Count == 0 ? "-" : $"{models.Count:N0}",
            models.Count == 0 ? "-" : $"{models.Sum(model => model.Done):N0} / {models.Sum(model => (long)model.Questions):N0}",
            ProgressRow.SpentOf(run.Status is { } status ? status.Usd : 0, models.Sum(model => model.InputTokens + model.OutputTokens)),
        ];
    }

    private static string StateOf(RunEntry run, DateTimeOffset now) =>
        run.IsRejected ? "rejected"
        : run.Status is { } status ? (status.IsOutOfBudget ? ModelStates.OutOfBudget : status.State) + (status.Sampled is null ? "" : ", sampled") + (status.Alarms is { Count: > 0 } ? ", alarm" : "") + (RunSummary.Of(run).AsOf(now).StaleSince is null ? "" : ", no update")
        : run.Fault is null ? "not started" : "unreadable";

    private static string Moment(DateTimeOffset? moment) => moment is { } at ? ReportNumbers.Moment(at) : "-";
}

using MuBench.Cli.Printing;
using MuBench.Pipeline.Progress;
using MuBench.Reports;
using MuBench.Scoring.Results;
using MuBench.Storage;
using MuBench.Viewing;

namespace MuBench.Cli.Following;

/// <summary>Prints the status of a run once.</summary>
/// <param name="store">The store of the run.</param>
/// <param name="time">The clock.</param>
/// <param name="output">Where to.</param>
/// <param name="width">Number of characters of a line, for which columns are left out; null for no maximum.</param>
internal sealed class StatusPrinter(IArtifactStore store, TimeProvider time, TextWriter output, int? width)
{
    private static readonly string[] Heading = ["model", "state", "done / total", "rate", "in flight", "waiting", "failed", "spent", "left"];
    private static readonly string[] Dispensable = ["in flight", "waiting", "rate", "spent", "left"];

    public void Print(string runId, RunSnapshot snapshot)
    {
        if (snapshot.IsRejected)
        {
            output.WriteLine(RejectionText.Of(snapshot.Rejection!, file: null));
            return;
        }

        output.WriteLine($"Run {runId}: {snapshot.State ?? (snapshot.IsAccepted ? "accepted, not started" : "not started")}{Since(snapshot)}");
        if (snapshot.Status?.AsOf(time.GetUtcNow()) is { } status)
        {
            if (status.StartedAt is { } started)
                output.WriteLine($"Started {ReportNumbers.Moment(started)}, on the dataset '{status.DatasetTitle}'");
            if (status.Models.Count > 0)
                TextTable.WriteFitting(output, Heading, [.. status.Models.Select(CellsOf)], rightFrom: 2, width, Dispensable);
            if (status.Sampled is { } sampled)
                output.WriteLine($"{char.ToUpperInvariant(sampled[0])}{TextTable.Plain(sampled[1..])}.");
            if (status.SpentUsd is { } spent)
                output.WriteLine($"Spent: {ReportNumbers.Usd(spent)}{(status.IsOutOfBudget ? ", the whole budget: not everything was asked" : "")}");
            if (status.Alarms is { Count: > 0 } alarms)
                output.WriteLine($"ALARM: too many responses of {string.Join(", ", alarms)} hold nothing to score; see the report");
            foreach (var model in status.Models.Where(model => model.StopReason is not null))
                output.WriteLine($"stopped: {model.Id}: {TextTable.Plain(model.StopReason!)}");
        }

        if (snapshot.Error is { } error)
            output.WriteLine($"error: {error}");
        if (snapshot.Status is { IsIncomplete: true } incomplete)
            output.WriteLine(IncompleteText.Of(runId, incomplete.Missing));
        if (snapshot.State is { } state && RunStates.HasReport(state))
            output.WriteLine($"Report: {store.Description}/{StoreLayout.RunReport(runId, ReportFiles.Html)}");
    }

    private string[] CellsOf(ModelStatus model)
    {
        var row = ProgressRow.Of(model, time.GetUtcNow());
        return [row.Model, row.State, row.Done, row.Rate, row.InFlight, row.Waiting, row.Failed, row.Spent, row.Left];
    }

    private string Since(RunSnapshot snapshot)
    {
        if (snapshot.LastUpdatedAt is not { } updatedAt)
            return "";
        var silence = time.GetUtcNow() - updatedAt;
        return !snapshot.IsEnded && silence > SilenceMonitor.SilenceThreshold
            ? $", but without an update since {ReportNumbers.Moment(updatedAt)}"
            : $" ({ReportNumbers.Moment(updatedAt)})";
    }
}

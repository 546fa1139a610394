using MuBench.Cli.Running;
using MuBench.Pipeline.Progress;
using MuBench.Reports;
using MuBench.Scoring.Results;
using MuBench.Storage;

namespace MuBench.Cli.Following;

/// <summary>Prints how far a run is, once.</summary>
internal sealed class StatusPrinter(IArtifactStore store, TimeProvider time, TextWriter output)
{
    private static readonly string[] Heading = ["model", "state", "done / total", "rate", "in flight", "waiting", "failed", "spent", "left"];

    public void Print(string runId, RunSnapshot sight)
    {
        if (sight.IsRejected)
        {
            output.WriteLine(RejectionText.Of(sight.Rejection!, file: null));
            return;
        }

        output.WriteLine($"Run {runId}: {sight.State ?? (sight.IsAccepted ? "taken in, not begun" : "not begun")}{Since(sight)}");
        if (sight.Status is { } status)
        {
            if (status.StartedAt is { } started)
                output.WriteLine($"Started {ReportNumbers.Moment(started)}, on the dataset '{status.Dataset}'");
            if (status.Models.Count > 0)
                TextTable.Write(output, Heading, [.. status.Models.Select(CellsOf)], rightFrom: 2);
            if (status.SpentUsd is { } spent)
                output.WriteLine($"Spent: {ReportNumbers.Usd(spent)}{(status.IsOutOfBudget ? ", the whole budget: not everything was asked" : "")}");
            foreach (var model in status.Models.Where(model => model.StopReason is not null))
                output.WriteLine($"stopped: {model.Id}: {TextTable.Plain(model.StopReason!)}");
        }

        if (sight.Error is { } error)
            output.WriteLine($"error: {error}");
        if (sight.State == RunStates.Done)
            output.WriteLine($"Report: {store.Description}/{StoreLayout.RunReport(runId, ReportFiles.Html)}");
    }

    private string[] CellsOf(ModelStatus model)
    {
        var row = ProgressRow.Of(model, time.GetUtcNow());
        return [row.Model, row.State, row.Done, row.Rate, row.InFlight, row.Waiting, row.Failed, row.Spent, row.Left];
    }

    private string Since(RunSnapshot sight)
    {
        if (sight.LastUpdatedAt is not { } news)
            return "";
        var silence = time.GetUtcNow() - news;
        return !sight.IsEnded && silence > SilenceMonitor.SilenceThreshold
            ? $", but nothing was heard of it since {ReportNumbers.Moment(news)}"
            : $" ({ReportNumbers.Moment(news)})";
    }
}

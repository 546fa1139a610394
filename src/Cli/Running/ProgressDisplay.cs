using MuBench.Models;
using Spectre.Console;

namespace MuBench.Cli.Running;

/// <summary>Shows how far each model is: a live table on a terminal, a line per model every few seconds elsewhere.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(2);

    /// <summary>Shows progress until the token fires, the final state included.</summary>
    public static Task ShowAsync(IReadOnlyList<ModelProgress> progress, TimeProvider time, CancellationToken ended)
    {
        var meters = progress.Select(model => new RateMeter(model, time)).ToList();
        return AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? AnsiConsole.Live(TableOf(meters)).StartAsync(live => LoopAsync(LiveInterval, time, () => live.UpdateTarget(TableOf(meters)), ended))
            : LoopAsync(PlainInterval, time, () => WriteLines(meters), ended);
    }

    private static async Task LoopAsync(TimeSpan interval, TimeProvider time, Action show, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
                show();
        }
        catch (OperationCanceledException)
        {
            show();
        }
    }

    private static Table TableOf(IReadOnlyList<RateMeter> meters)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand();
        table.AddColumn("model");
        foreach (var heading in (ReadOnlySpan<string>)["done / total", "rate", "in flight", "waiting", "failed", "spent", "left"])
            table.AddColumn(new TableColumn(heading).RightAligned());
        table.AddColumn("state");
        foreach (var meter in meters)
        {
            var row = ProgressRow.Of(meter);
            table.AddRow([.. new[] { row.Model, row.Done, row.Rate, row.InFlight, row.Waiting, row.Failed, row.Spent, row.Left, row.State }.Select(Markup.Escape)]);
        }

        return table;
    }

    private static void WriteLines(IReadOnlyList<RateMeter> meters)
    {
        foreach (var meter in meters.Where(meter => meter.HasChanged()))
        {
            var row = ProgressRow.Of(meter);
            Console.Out.WriteLine(
                $"  {row.Model}: {row.Done} done, {row.Rate}, {row.InFlight} in flight, {row.Waiting} waiting, {row.Failed} failed, {row.Spent} spent, {row.State}");
        }
    }
}

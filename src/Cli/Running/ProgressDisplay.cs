using MuBench.Pipeline.Progress;
using Spectre.Console;

namespace MuBench.Cli.Running;

/// <summary>Shows the progress of each model: a live table on a terminal, otherwise a line per model every few seconds.</summary>
/// <param name="read">Reads the status of the models.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressDisplay(Func<IReadOnlyList<ModelStatus>> read, TimeProvider time)
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(2);

    /// <summary>Whether a table is redrawn continuously, which needs a terminal.</summary>
    public static bool IsLive => AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;

    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);

    /// <summary>Shows the progress until the token fires, and the final state.</summary>
    public Task ShowAsync(CancellationToken ended) =>
        IsLive
            ? AnsiConsole.Live(TableOf(read())).StartAsync(live => LoopAsync(LiveInterval, () => live.UpdateTarget(TableOf(read())), ended))
            : LoopAsync(PlainInterval, WriteLines, ended);

    private async Task LoopAsync(TimeSpan interval, Action show, CancellationToken ended)
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

    private Table TableOf(IReadOnlyList<ModelStatus> models)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand();
        table.AddColumn("model");
        foreach (var heading in (ReadOnlySpan<string>)["done / total", "rate", "in flight", "waiting", "failed", "spent", "left"])
            table.AddColumn(new TableColumn(heading).RightAligned());
        table.AddColumn("state");
        foreach (var model in models)
        {
            var row = ProgressRow.Of(model, time.GetUtcNow());
            table.AddRow([.. new[] { row.Model, row.Done, row.Rate, row.InFlight, row.Waiting, row.Failed, row.Spent, row.Left, row.State }.Select(Markup.Escape)]);
        }

        return table;
    }

    // One line for each model with a change worth a line.
    private void WriteLines()
    {
        foreach (var model in read().Where(model => model.State != ModelStates.Queued))
        {
            var now = $"{model.Done} {model.Failed} {model.State} {model.Detail} {model.Waiting}";
            if (_shown.TryGetValue(model.Id, out var before) && before == now)
                continue;
            _shown[model.Id] = now;
            Console.Out.WriteLine(ProgressRow.Of(model, time.GetUtcNow()));
        }
    }
}

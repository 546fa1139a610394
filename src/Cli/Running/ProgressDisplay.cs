using MuBench.Pipeline.Progress;
using MuBench.Viewing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MuBench.Cli.Running;

/// <summary>Shows the progress of each model: a live screen on a terminal, otherwise plain lines every ten seconds.</summary>
/// <param name="read">Reads the status of the models.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressDisplay(Func<IReadOnlyList<ModelStatus>> read, TimeProvider time)
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether the progress is redrawn in place. That needs a terminal with cursor codes. The log of a CI job keeps every redrawing, so
    /// that it gets plain lines.
    /// </summary>
    public static bool IsLive => AnsiConsole.Profile.Capabilities is { Interactive: true, Ansi: true } && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    // A log that says nothing for longer looks like a program that hangs.
    private static readonly TimeSpan MaxSilence = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (string Line, DateTimeOffset At)> _shown = new(StringComparer.Ordinal);

    /// <summary>Shows the progress until the token fires, and the final state.</summary>
    public Task ShowAsync(CancellationToken ended) =>
        IsLive
            ? AnsiConsole.Live(Screen()).StartAsync(live => LoopAsync(LiveInterval, () => live.UpdateTarget(Screen()), ended))
            : LoopAsync(PlainInterval, () => WriteLines(Console.Out), ended);

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

    private Rows Screen()
    {
        var lines = ProgressScreen.Lines(read(), time.GetUtcNow(), AnsiConsole.Profile.Width, AnsiConsole.Profile.Height);
        return new Rows(lines.Select(IRenderable (line) => new Text(line)));
    }

    /// <summary>Writes one line for each model with a change worth a line or without a line for a minute, and a total.</summary>
    internal void WriteLines(TextWriter output)
    {
        var groups = ProgressGroup.Of(read());
        var changed = groups.Where(group => !group.IsQueued && IsNews(group)).ToList();
        foreach (var group in changed)
        {
            var rate = group.PerSecond > 0 ? $", {group.PerSecond:N1}/s" : "";
            var spent = ProgressRow.SpentOf(group.Usd, group.Tokens) is var text && text == "-" ? "" : $", {text} spent";
            output.WriteLine($"  {group.Id}: {group.Done:N0} / {group.Questions:N0} done{rate}{(group.Failed > 0 ? $", {group.Failed:N0} failed" : "")}{spent}, {TextTable.Plain(group.State(time.GetUtcNow()))}{(group.StopReason is { } reason ? $": {TextTable.Plain(reason)}" : "")}");
        }

        if (changed.Count > 0 && groups.Count > 1)
            output.WriteLine($"  {ProgressScreen.Total(groups)}");
    }

    private bool IsNews(ProgressGroup group)
    {
        var now = $"{group.Done} {group.Failed} {group.Current.Id} {group.Current.State} {group.Current.Detail} {group.Current.Waiting}";
        var at = time.GetUtcNow();
        if (_shown.TryGetValue(group.Id, out var shown) && shown.Line == now && (group.IsOver || at - shown.At < MaxSilence))
            return false;
        _shown[group.Id] = (now, at);
        return true;
    }
}

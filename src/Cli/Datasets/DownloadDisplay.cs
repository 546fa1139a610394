using MuBench.Cli.Printing;
using MuBench.Hub;
using Spectre.Console;

namespace MuBench.Cli.Datasets;

/// <summary>Shows the progress of a download: a bar per file on a terminal, otherwise a line every few seconds.</summary>
internal sealed class DownloadDisplay(TextWriter output, DownloadProgressTracker board, TimeProvider time)
{
    private readonly TransferRate _rate = new(time);
    private readonly Dictionary<string, ProgressTask> _bars = new(StringComparer.Ordinal);
    private int _noticed;

    /// <summary>Runs a download and shows its progress until it succeeds or fails.</summary>
    public async Task ShowAsync(Func<Task> start)
    {
        var console = Terminal.Over(output);
        var download = start();
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Interactive)
        {
            await LiveDisplay.UntilAsync(download, LiveDisplay.Plain, time, WriteLines).ConfigureAwait(false);
            await download.ConfigureAwait(false);
            return;
        }

        await console.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => LiveDisplay.UntilAsync(download, LiveDisplay.Live, time, () => Update(context, console))).ConfigureAwait(false);
        await download.ConfigureAwait(false);
    }

    private void Update(ProgressContext context, IAnsiConsole console)
    {
        var progress = board.Snapshot();
        foreach (var notice in New(progress))
            console.WriteLine(notice);
        Set(context, "", DownloadText.Whole(progress, _rate.Add(progress.Received)), progress.Bytes, progress.Length);
        foreach (var file in progress.Files)
            Set(context, file.Name, DownloadText.File(file), file.Bytes, file.Length);
    }

    private void Set(ProgressContext context, string key, string text, long bytes, long? length)
    {
        if (!_bars.TryGetValue(key, out var bar))
            _bars[key] = bar = context.AddTask(Markup.Escape(text));
        bar.Description = Markup.Escape(text);
        bar.MaxValue = Math.Max(length ?? 1, 1);
        bar.Value = length is null ? 0 : bytes;
    }

    private void WriteLines()
    {
        var progress = board.Snapshot();
        foreach (var notice in New(progress))
            output.WriteLine($"  {notice}");
        if (progress.Files.Count > 0)
            output.WriteLine($"  {string.Join("; ", DownloadText.Busy(progress).Prepend(DownloadText.Whole(progress, _rate.Add(progress.Received))))}");
    }

    private IEnumerable<string> New(DownloadProgress progress)
    {
        var notices = progress.Notices.Skip(_noticed).ToList();
        _noticed += notices.Count;
        return notices.Select(TextTable.Plain);
    }
}

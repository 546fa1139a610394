using MuBench.Cli.Printing;
using MuBench.Datasets;
using Spectre.Console;

namespace MuBench.Cli.Datasets;

/// <summary>Shows the progress of an import: a bar on a terminal, otherwise a line every few seconds.</summary>
internal sealed class ImportDisplay(TextWriter output, TimeProvider time) : IProgress<ImportProgress>
{
    private volatile ImportProgress? _latest;

    /// <inheritdoc/>
    public void Report(ImportProgress value) => _latest = value;

    /// <summary>Runs an import and shows its progress until it succeeds or fails.</summary>
    public async Task<DatasetInfo> ShowAsync(Func<IProgress<ImportProgress>, Task<DatasetInfo>> start)
    {
        var console = Terminal.Over(output);
        var import = start(this);
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Interactive)
        {
            await LiveDisplay.UntilAsync(import, LiveDisplay.Plain, time, WriteLine).ConfigureAwait(false);
            return await import.ConfigureAwait(false);
        }

        await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask("import");
                return LiveDisplay.UntilAsync(import, LiveDisplay.Live, time, () => Update(bar));
            }).ConfigureAwait(false);
        return await import.ConfigureAwait(false);
    }

    private void Update(ProgressTask bar)
    {
        if (_latest is not { } latest)
            return;
        bar.Description = Markup.Escape(Describe(latest));
        bar.IsIndeterminate = latest.TotalBytes is null;
        bar.MaxValue = latest.TotalBytes ?? 1;
        bar.Value = latest.TotalBytes is null ? 0 : latest.Bytes;
    }

    private void WriteLine()
    {
        if (_latest is { } latest)
            output.WriteLine($"  {Describe(latest)}");
    }

    private static string Describe(ImportProgress progress)
    {
        var total = progress.TotalBytes is { } bytes ? $" of {ByteSize.Text(bytes)}" : "";
        return $"{progress.File}: {ByteSize.Text(progress.Bytes)}{total}, {progress.Rows:N0} rows";
    }
}

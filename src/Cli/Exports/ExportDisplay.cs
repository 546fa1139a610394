using MuBench.Exports;

namespace MuBench.Cli.Exports;

/// <summary>Prints the progress of an export every few seconds, and its result at the end.</summary>
internal sealed class ExportDisplay(TextWriter output, TimeProvider time) : IProgress<ExportProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private volatile ExportProgress? _latest;

    /// <inheritdoc/>
    public void Report(ExportProgress value) => _latest = value;

    /// <summary>Runs an export and shows its progress until it succeeds or fails.</summary>
    public async Task<ExportResult> ShowAsync(Func<Task<ExportResult>> start)
    {
        // On another thread, because the export computes on its caller's thread and would block the display.
        var export = Task.Run(start);
        using var timer = new PeriodicTimer(Interval, time);
        while (!export.IsCompleted)
        {
            var tick = timer.WaitForNextTickAsync().AsTask();
            if (await Task.WhenAny(export, tick).ConfigureAwait(false) == tick && _latest is { } latest)
                output.WriteLine($"  {latest.Questions:N0} of {latest.Total:N0} questions, {latest.Model}");
        }

        return await export.ConfigureAwait(false);
    }

    /// <summary>Prints the result.</summary>
    public void Write(ExportRequest request, ExportResult result)
    {
        var models = result.Models == 1 ? "1 model" : $"{result.Models} models and passes";
        var files = result.Files.Count == 1 ? "" : $" in {result.Files.Count} files";
        output.WriteLine($"{request.Target}: {result.Questions:N0} questions of {models}{files}");
        foreach (var note in result.Notes)
            output.WriteLine($"note: {note}");
    }
}

using MuBench.Pipeline.Embeddings;

namespace MuBench.Cli.Embeddings;

/// <summary>Prints the progress of an export every few seconds.</summary>
internal sealed class EmbeddingDisplay(TextWriter output, TimeProvider time) : IProgress<EmbeddingProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private volatile EmbeddingProgress? _latest;

    /// <inheritdoc/>
    public void Report(EmbeddingProgress value) => _latest = value;

    /// <summary>Runs an export and shows its progress until it succeeds or fails.</summary>
    public async Task<EmbeddingExportResult> ShowAsync(Func<Task<EmbeddingExportResult>> start)
    {
        // On another thread, because the export computes on its caller's thread and would block the display.
        var export = Task.Run(start);
        using var timer = new PeriodicTimer(Interval, time);
        while (!export.IsCompleted)
        {
            var tick = timer.WaitForNextTickAsync().AsTask();
            if (await Task.WhenAny(export, tick).ConfigureAwait(false) == tick && _latest is { } latest)
                output.WriteLine($"  {latest.Images:N0} of {latest.Total:N0} images, {latest.Texts:N0} texts");
        }

        return await export.ConfigureAwait(false);
    }
}

using MuBench.Cli.Datasets;
using MuBench.Cli.Printing;
using MuBench.Weights;
using Spectre.Console;

namespace MuBench.Cli.Weights;

/// <summary>Shows the progress of a mix: a bar on a terminal, otherwise a line every few seconds.</summary>
internal sealed class MixDisplay(TextWriter output, TimeProvider time) : IProgress<InterpolationProgress>
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(2);

    private long _done;
    private long _total;

    /// <inheritdoc/>
    public void Report(InterpolationProgress value)
    {
        // Reports come from several threads and out of order; the largest value counts.
        Volatile.Write(ref _total, value.BytesTotal);
        for (var seen = Volatile.Read(ref _done); value.BytesDone > seen;)
        {
            var before = Interlocked.CompareExchange(ref _done, value.BytesDone, seen);
            if (before == seen)
                break;
            seen = before;
        }
    }

    /// <summary>Runs a mix and shows its progress until it succeeds or fails.</summary>
    public async Task<InterpolationResult> ShowAsync(Func<IProgress<InterpolationProgress>, Task<InterpolationResult>> start)
    {
        var console = Terminal.Over(output);
        var started = time.GetTimestamp();
        var mix = start(this);
        if (console.Profile.Out.IsTerminal && console.Profile.Capabilities.Interactive)
        {
            await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .StartAsync(context =>
                {
                    var bar = context.AddTask("interpolate");
                    return LoopAsync(mix, LiveInterval, () => Update(bar));
                }).ConfigureAwait(false);
        }
        else
        {
            await LoopAsync(mix, PlainInterval, WriteLine).ConfigureAwait(false);
        }

        var result = await mix.ConfigureAwait(false);
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        await output.WriteLineAsync($"{ByteSize.Text(result.BytesWritten)} written in {seconds:N1} s").ConfigureAwait(false);
        return result;
    }

    private async Task LoopAsync(Task mix, TimeSpan interval, Action show)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (!mix.IsCompleted)
        {
            var tick = timer.WaitForNextTickAsync().AsTask();
            if (await Task.WhenAny(mix, tick).ConfigureAwait(false) == tick)
                show();
        }
    }

    private void Update(ProgressTask bar)
    {
        bar.MaxValue = Math.Max(1, Volatile.Read(ref _total));
        bar.Value = Volatile.Read(ref _done);
    }

    private void WriteLine() => output.WriteLine($"  {ByteSize.Text(Volatile.Read(ref _done))} of {ByteSize.Text(Volatile.Read(ref _total))}");
}

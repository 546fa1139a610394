using MuBench.Retries;

namespace MuBench.Datasets.Release.Download;

/// <summary>Waits between attempts. If the server asks to wait, all connections of the download wait.</summary>
internal sealed class TransferRetry(RetryOptions options, TimeProvider time, DownloadProgressTracker board)
{
    private readonly Random _jitter = new(0);
    private readonly Lock _lock = new();
    private DateTimeOffset _quietUntil;

    /// <summary>Maximum number of consecutive faults without progress.</summary>
    public int Attempts => options.Attempts;

    /// <summary>Waits until the time that the server asked for.</summary>
    public async Task WaitForTurnAsync(CancellationToken cancellationToken)
    {
        TimeSpan left;
        lock (_lock)
            left = _quietUntil - time.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits after a fault.</summary>
    /// <param name="name">The file.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="failures">Number of consecutive faults, including this one.</param>
    /// <param name="attempts">Maximum number of consecutive faults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UserException">The maximum is reached.</exception>
    public async Task WaitAsync(string name, TransferException fault, int failures, int attempts, CancellationToken cancellationToken)
    {
        if (failures >= attempts)
        {
            throw new UserException(
                $"'{name}' could not be downloaded: {fault.Message}, {failures} times in a row. The downloaded part is kept: run the same command again to continue, "
                + "or name another mirror with --mirror.", fault);
        }

        var delay = DelayAfter(fault, failures);
        board.Notice($"{name}: {fault.Message}; trying again in {delay.TotalSeconds:0.#} s ({failures} of {attempts - 1})");
        if (fault.RetryAfter is not null)
        {
            lock (_lock)
                _quietUntil = Max(_quietUntil, time.GetUtcNow() + delay);
        }

        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan DelayAfter(TransferException fault, int failures)
    {
        double jitter;
        lock (_lock)
            jitter = 1 + (_jitter.NextDouble() / 4);
        var seconds = fault.RetryAfter?.TotalSeconds ?? options.BaseDelay.TotalSeconds * Math.Pow(2, failures - 1) * jitter;
        return TimeSpan.FromSeconds(Math.Min(seconds, options.MaxDelay.TotalSeconds));
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

using MuBench.Retries;
using Polly;
using Polly.Retry;

namespace MuBench.Hub;

/// <summary>
/// Repeats a transfer after a transient fault. The wait grows with each consecutive fault. If the server asks to wait, all
/// connections of the download wait.
/// </summary>
internal sealed class TransferRetry
{
    private static readonly ResiliencePropertyKey<TransferFailures> FailuresOf = new("failures");

    private readonly RetryOptions _options;
    private readonly TimeProvider _time;
    private readonly DownloadProgressTracker _board;
    private readonly ResiliencePipeline _pipeline;
    private readonly Random _jitter = new(0);
    private readonly Lock _lock = new();
    private DateTimeOffset _quietUntil;

    public TransferRetry(RetryOptions options, TimeProvider time, DownloadProgressTracker board)
    {
        (_options, _time, _board) = (options, time, board);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            // The limit is in the predicate: progress resets the count of failures, and Polly's own count goes on.
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = arguments => new(arguments.Outcome.Exception is TransferException && !Of(arguments.Context).IsLast),
            DelayGenerator = arguments => new(DelayAfter((TransferException)arguments.Outcome.Exception!, Of(arguments.Context).Count)),
            OnRetry = arguments =>
            {
                Announce(Of(arguments.Context), (TransferException)arguments.Outcome.Exception!, arguments.RetryDelay);
                return default;
            },
        }).Build();
    }

    /// <summary>Maximum number of consecutive faults without progress.</summary>
    public int Attempts => _options.Attempts;

    /// <summary>Waits until the time that the server asked for.</summary>
    public async Task WaitForTurnAsync(CancellationToken cancellationToken)
    {
        TimeSpan left;
        lock (_lock)
            left = _quietUntil - _time.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Task.Delay(left, _time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Repeats a transfer until it does not fail with a <see cref="TransferException"/>.</summary>
    /// <param name="name">The file.</param>
    /// <param name="attempts">Maximum number of consecutive faults.</param>
    /// <param name="transfer">The transfer. An attempt may continue where the one before it ended.</param>
    /// <param name="hasProgressed">Whether an attempt that failed brought enough to count as progress; null where a failed attempt brings nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UserException">There were too many consecutive faults.</exception>
    public async Task RunAsync(
        string name, int attempts, Func<CancellationToken, Task> transfer, Func<bool>? hasProgressed, CancellationToken cancellationToken)
    {
        var failures = new TransferFailures(name, attempts);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(FailuresOf, failures);
        try
        {
            await _pipeline.ExecuteAsync(async attempt => await AttemptAsync(failures, transfer, hasProgressed, attempt.CancellationToken).ConfigureAwait(false), context)
                .ConfigureAwait(false);
        }
        catch (TransferException fault)
        {
            cancellationToken.ThrowIfCancellationRequested(); // Polly gives the failure itself where there was one before the wait
            throw new UserException(
                $"'{name}' could not be downloaded: {fault.Message}, {failures.Count} times in a row. The downloaded part is kept: run the same command again to continue, "
                + "or name another mirror with --mirror.", fault);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static TransferFailures Of(ResilienceContext context) => context.Properties.GetValue(FailuresOf, null!);

    private static async Task AttemptAsync(
        TransferFailures failures, Func<CancellationToken, Task> transfer, Func<bool>? hasProgressed, CancellationToken cancellationToken)
    {
        try
        {
            await transfer(cancellationToken).ConfigureAwait(false);
        }
        catch (TransferException)
        {
            failures.Add(hasProgressed?.Invoke() ?? false);
            throw;
        }
    }

    private TimeSpan? DelayAfter(TransferException fault, int failures)
    {
        double jitter;
        lock (_lock)
            jitter = 1 + (_jitter.NextDouble() / 4);
        var seconds = fault.RetryAfter?.TotalSeconds ?? _options.BaseDelay.TotalSeconds * Math.Pow(2, failures - 1) * jitter;
        return TimeSpan.FromSeconds(Math.Min(seconds, _options.MaxDelay.TotalSeconds));
    }

    private void Announce(TransferFailures failures, TransferException fault, TimeSpan delay)
    {
        _board.Notice($"{failures.Name}: {fault.Message}; trying again in {delay.TotalSeconds:0.#} s ({failures.Count} of {failures.Max - 1})");
        if (fault.RetryAfter is null)
            return;
        var until = _time.GetUtcNow() + delay;
        lock (_lock)
            _quietUntil = until > _quietUntil ? until : _quietUntil;
    }

    /// <summary>The consecutive faults of one transfer.</summary>
    private sealed class TransferFailures(string name, int max)
    {
        public string Name { get; } = name;

        public int Max { get; } = max;

        public int Count { get; private set; }

        public bool IsLast => Count >= Max;

        public void Add(bool isAfterProgress) => Count = isAfterProgress ? 1 : Count + 1;
    }
}

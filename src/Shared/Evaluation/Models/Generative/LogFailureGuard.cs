using System.Diagnostics;

namespace MuBench.Models.Generative;

/// <summary>
/// Stops all shards of a model in progress after a response could not be logged, and those that start within the next
/// seconds: a shard that was still loading its images must not continue. Later shards start normally, because the store
/// may have space again.
/// </summary>
internal sealed class LogFailureGuard : IDisposable
{
    private static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private CancellationTokenSource _failed = new();
    private int _entered;
    private long _failedAt;

    /// <summary>Registers a shard in progress.</summary>
    public ActiveShard Enter()
    {
        lock (_lock)
        {
            if (_entered++ == 0 && _failed.IsCancellationRequested && Stopwatch.GetElapsedTime(_failedAt) >= Cooldown)
                _failed = new CancellationTokenSource();
            return new ActiveShard(this, _failed.Token);
        }
    }

    /// <summary>Reports that a response could not be logged.</summary>
    public void Report()
    {
        CancellationTokenSource failed;
        lock (_lock)
        {
            failed = _failed;
            _failedAt = Stopwatch.GetTimestamp();
        }

        failed.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose() => _failed.Dispose();

    private void Leave()
    {
        lock (_lock)
            _entered--;
    }

    /// <summary>A shard in progress.</summary>
    /// <param name="owner">The guard.</param>
    /// <param name="failed">Fires when a response of the model could not be logged.</param>
    internal sealed class ActiveShard(LogFailureGuard owner, CancellationToken failed) : IDisposable
    {
        /// <summary>Fires when a response of the model could not be logged.</summary>
        public CancellationToken Failed { get; } = failed;

        /// <inheritdoc/>
        public void Dispose() => owner.Leave();
    }
}

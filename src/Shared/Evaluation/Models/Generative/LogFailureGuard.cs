using System.Diagnostics;

namespace MuBench.Models.Generative;

/// <summary>
/// Stops all shards of a model that are being asked once an answer could not be logged, and those that come in the next seconds:
/// one that was still loading its images must not go on asking. Later ones start afresh: the store may have room again.
/// </summary>
internal sealed class LogFailureGuard : IDisposable
{
    private static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private CancellationTokenSource _failed = new();
    private int _entered;
    private long _failedAt;

    /// <summary>Begins to ask a shard.</summary>
    public ActiveShard Enter()
    {
        lock (_lock)
        {
            if (_entered++ == 0 && _failed.IsCancellationRequested && Stopwatch.GetElapsedTime(_failedAt) >= Cooldown)
                _failed = new CancellationTokenSource();
            return new ActiveShard(this, _failed.Token);
        }
    }

    /// <summary>Says that an answer could not be logged.</summary>
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

    /// <summary>A shard that is being asked.</summary>
    /// <param name="owner">What it belongs to.</param>
    /// <param name="failed">Fires once an answer of the model could not be logged.</param>
    internal sealed class ActiveShard(LogFailureGuard owner, CancellationToken failed) : IDisposable
    {
        /// <summary>Fires once an answer of the model could not be logged.</summary>
        public CancellationToken Failed { get; } = failed;

        /// <inheritdoc/>
        public void Dispose() => owner.Leave();
    }
}

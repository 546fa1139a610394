using MuBench.Storage.Leases;

namespace MuBench.Pipeline.Workers;

/// <summary>Settings of a worker of a conductor with several workers.</summary>
public sealed record WorkerOptions
{
    /// <summary>After this time a worker asks nothing new and returns the remaining shards.</summary>
    /// <value>Default 3.5 minutes: with the maximum timeout of a call after it, a call of the worker stays well under 10 minutes.</value>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(3.5);

    /// <summary>How long a worker may finish calls in flight during a shutdown.</summary>
    /// <value>Default 5 seconds.</value>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the remaining shards of a worker that is being shut down wait before they are evaluated. A host that stops still takes messages for
    /// a second or two; what it has taken and not done is seen by other hosts only when its visibility timeout is over.
    /// </summary>
    /// <value>Default 4 seconds. A timer on Azure Storage can fire up to a second early.</value>
    public TimeSpan HandOver { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How long after the cancellation of a call a worker takes no further span: the host of a cancelled call stops. A worker that lives longer, works again.
    /// </summary>
    /// <value>Default 30 seconds.</value>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long after the last call in progress a worker gives back what a stopping host gave out meanwhile. The host has stopped to take messages by then, so it
    /// takes no further one in place of this.
    /// </summary>
    /// <value>Default 0.5 seconds: the host needs 0.1 to 0.2.</value>
    public TimeSpan HandBack { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a worker waits itself for an endpoint that cannot be reached. Then the conductor waits, with a timer.</summary>
    /// <value>Default 15 seconds.</value>
    public TimeSpan MaxOutageWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The times of the worker's lease, by which it claims shards. A worker that cannot renew it for its duration asks nothing more; then others take
    /// its shards over.
    /// </summary>
    /// <value>Default 10 seconds.</value>
    public LeaseOptions Lease { get; init; } = new() { Duration = TimeSpan.FromSeconds(10) };

    /// <summary>How often a worker writes its status.</summary>
    /// <value>Default 5 seconds.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a worker handles batches before it returns them. It submits and merges, but does not wait for a batch.</summary>
    /// <value>Default 20 seconds.</value>
    public TimeSpan BatchBudget { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Delay before batches are polled again; doubled as long as nothing changes.</summary>
    /// <value>Default 30 seconds.</value>
    public TimeSpan BatchPoll { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Maximum number of spans of one model that are evaluated at once, by all workers.</summary>
    /// <value>Default 64: sixteen workers.</value>
    public int MaxParallelShards { get; init; } = 64;

    /// <summary>
    /// Number of spans of one model that are opened per worker that evaluates the run; as many more wait for a further worker. One or two of them fill the
    /// calls that a process has in flight; the others overlap their beginnings and ends.
    /// </summary>
    public const int SpansPerWorker = 4;
}

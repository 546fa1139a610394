namespace MuBench.Models.Batch;

/// <summary>The maximum size of a batch.</summary>
/// <param name="Requests">Maximum number of requests.</param>
/// <param name="Bytes">Maximum number of bytes of all requests together.</param>
internal sealed record BatchLimits(int Requests, long Bytes)
{
    /// <summary>
    /// MuBench's own maximum number of bytes of a batch, below the providers' limits: a batch is held in memory while
    /// it is sent.
    /// </summary>
    public const long OwnBytes = 64_000_000;
}

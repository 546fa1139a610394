namespace MuBench.Models.Batch;

/// <summary>How large a batch may be.</summary>
/// <param name="Requests">Most requests.</param>
/// <param name="Bytes">Most bytes of all requests together.</param>
internal sealed record BatchLimits(int Requests, long Bytes)
{
    /// <summary>Most bytes that a batch is made of here, whatever a provider would take: it is held in memory while it is sent.</summary>
    public const long OwnBytes = 64_000_000;
}

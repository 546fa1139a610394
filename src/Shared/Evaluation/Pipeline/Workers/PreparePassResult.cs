using MuBench.Models;

namespace MuBench.Pipeline.Workers;

/// <summary>A prepared pass, or the reason why it cannot be evaluated.</summary>
/// <param name="ModelId">Id of the pass in the plan.</param>
/// <param name="Passes">Number of the model's passes.</param>
/// <param name="Spans">Number of spans of its shards.</param>
/// <param name="Window">Maximum number of spans that may be evaluated at once.</param>
/// <param name="IsRemote">Whether the model is behind an endpoint.</param>
/// <param name="StopReason">Why it cannot be evaluated; null if it can.</param>
/// <param name="Cancelled">Whether the attempt has ended.</param>
/// <param name="RetryAfter">
/// Delay before it is to be prepared again, because its server is not ready yet; null if the preparation is complete.
/// </param>
public sealed record PreparePassResult(string ModelId, int Passes, int Spans, int Window, bool IsRemote, string? StopReason = null, bool Cancelled = false, TimeSpan? RetryAfter = null)
{
    /// <summary>Minimum number of questions of a span, by which the shards are divided; 0 for that of earlier versions.</summary>
    public int MinQuestions { get; init; }

    /// <summary>
    /// Number of spans that a worker evaluates at once; the conductor opens so many per worker, and as many more, up to <c>Window</c>. 0 if <c>Window</c> is
    /// the number itself.
    /// </summary>
    public int SpansPerWorker { get; init; }

    /// <summary>The endpoint, if it cannot be reached and the conductor waits for it before the pass is prepared again; else null.</summary>
    public UnreachableEndpoint? Unreachable { get; init; }
}

namespace MuBench.Models.Calls;

/// <summary>The result of asking one question: a response, or a fault that further attempts would not remove.</summary>
internal readonly record struct CallResult<TResponse>(TResponse? Response, CallFault? Fault, double LatencyMs, int Attempts, bool IsHedged = false)
    where TResponse : class
{
    /// <summary>When the last request ended; null if there was none, as in a batch.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether there is a response to log: a response of the model, or the refusal of the provider's content filter.</summary>
    public bool IsAnswer => Fault is null or { Kind: CallFaultKind.Filtered };
}

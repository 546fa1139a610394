namespace MuBench.Models.Calls;

/// <summary>How asking one question ended: with a response, or with a fault that no further attempt will mend.</summary>
internal readonly record struct CallResult<TAnswer>(TAnswer? Response, CallFault? Fault, double LatencyMs, int Attempts, bool IsHedged = false)
    where TAnswer : class
{
    /// <summary>Whether it is an answer, which is logged: a response, or the refusal of the provider's content filter.</summary>
    public bool IsAnswer => Fault is null or { Kind: CallFaultKind.Filtered };
}

using MuBench.Models.Calls;

namespace MuBench.Models.Batch;

/// <summary>A call of a batch API failed.</summary>
/// <param name="fault">What that means, as the provider's protocol explains it.</param>
internal sealed class BatchFaultException(CallFault fault) : Exception(fault.Message)
{
    /// <summary>What it means.</summary>
    public CallFault Fault { get; } = fault;

    /// <summary>Whether the same call may succeed later.</summary>
    public bool MayPass => Fault.Kind is CallFaultKind.RateLimited or CallFaultKind.Transient;
}

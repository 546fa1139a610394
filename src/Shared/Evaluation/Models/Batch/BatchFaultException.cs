using MuBench.Models.Calls;

namespace MuBench.Models.Batch;

/// <summary>A call of a batch API failed.</summary>
/// <param name="fault">The fault, as explained by the provider's protocol.</param>
internal sealed class BatchFaultException(CallFault fault) : Exception(fault.Message)
{
    /// <summary>The fault.</summary>
    public CallFault Fault { get; } = fault;

    /// <summary>Whether the same call may succeed later.</summary>
    public bool MayPass => Fault.Kind is CallFaultKind.RateLimited or CallFaultKind.Transient;
}

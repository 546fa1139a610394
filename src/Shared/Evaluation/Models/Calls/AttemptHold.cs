using MuBench.Throttling;

namespace MuBench.Models.Calls;

/// <summary>
/// What one attempt holds of what all questions share: its slot, the slot of its hedged request, and its permit of an answer that is
/// not logged yet. Disposing it gives everything back, by how the attempt ended.
/// </summary>
/// <typeparam name="TAnswer">What the call gives.</typeparam>
/// <param name="slot">The slot that was granted.</param>
/// <param name="protocol">Knows the tokens of an answer.</param>
/// <param name="maxRetryAfter">A refusal that asks for more than this stops the model, and the throttle does not wait for it.</param>
internal sealed class AttemptHold<TAnswer>(ThrottlePermit slot, CallProtocol<TAnswer> protocol, TimeSpan maxRetryAfter) : IDisposable
    where TAnswer : class
{
    private ThrottlePermit _slot = slot;
    private SemaphoreSlim? _permits;

    /// <summary>How the requests ended; null as long as they have not.</summary>
    public HedgedResult<TAnswer>? Result { get; set; }

    /// <summary>Whether the model's own server was gone: then the attempt says nothing about what the endpoint takes.</summary>
    public bool IsOutage { get; set; }

    /// <summary>Takes a permit, where they are bounded. With an answer it passes to the caller; else it is given back with the slot.</summary>
    public async Task TakePermitAsync(SemaphoreSlim? permits, CancellationToken cancellationToken)
    {
        if (permits is null)
            return;
        await permits.WaitAsync(cancellationToken).ConfigureAwait(false);
        _permits = permits;
    }

    /// <summary>Says that the request is made now: the time until here is not the endpoint's.</summary>
    public void BeginRequest() => _slot = _slot.Throttle.Begin(_slot);

    /// <inheritdoc/>
    public void Dispose()
    {
        Leave(_slot, IsOutage ? null : Result?.First);
        if (Result?.SecondPermit is { } second)
            Leave(second, Result.Second);
        if (Result is not { Winner.IsAnswer: true })
            _permits?.Release();
    }

    private void Leave(ThrottlePermit slot, CallResult<TAnswer>? result)
    {
        var end = EndOf(result);
        var tokens = result?.Response is { } response ? protocol.TokensOf(response) : null;
        slot.Release(end, tokens, end == CallOutcome.RateLimited && result?.Fault?.AsksForMoreThan(maxRetryAfter) != true ? result?.Fault?.RetryAfter : null);
    }

    private static CallOutcome EndOf(CallResult<TAnswer>? result) => result switch
    {
        null => CallOutcome.Other,
        { IsAnswer: true } => CallOutcome.Answered,
        { Fault.Kind: CallFaultKind.RateLimited } => CallOutcome.RateLimited,
        { Fault.Kind: CallFaultKind.Transient or CallFaultKind.BrokenResponse } => CallOutcome.Failed,
        _ => CallOutcome.Other,
    };
}

using MuBench.Throttling;

namespace MuBench.Models.Calls;

/// <summary>
/// The shared resources that one attempt holds: its permit, the permit of its hedged request, and its place among the
/// responses that are not logged yet. Disposing it releases everything, depending on how the attempt ended.
/// </summary>
/// <typeparam name="TResponse">The response type of the call.</typeparam>
/// <param name="permit">The granted permit.</param>
/// <param name="protocol">Gives the token count of a response.</param>
/// <param name="maxRetryAfter">A refusal with a longer <c>Retry-After</c> stops the model, and the throttle does not wait for it.</param>
internal sealed class AttemptHold<TResponse>(ThrottlePermit permit, CallProtocol<TResponse> protocol, TimeSpan maxRetryAfter) : IDisposable
    where TResponse : class
{
    private ThrottlePermit _permit = permit;
    private SemaphoreSlim? _unlogged;

    /// <summary>The results of the requests; null until they have ended.</summary>
    public HedgedResult<TResponse>? Result { get; set; }

    /// <summary>Whether the model's own server was down. The attempt then says nothing about the capacity of the endpoint.</summary>
    public bool IsOutage { get; set; }

    /// <summary>
    /// Takes a place among the unlogged responses, if their number is limited. With a response the place passes to the
    /// caller; else it is released with the permit.
    /// </summary>
    public async Task EnterUnloggedAsync(SemaphoreSlim? unlogged, CancellationToken cancellationToken)
    {
        if (unlogged is null)
            return;
        await unlogged.WaitAsync(cancellationToken).ConfigureAwait(false);
        _unlogged = unlogged;
    }

    /// <summary>Marks the start of the request: the time before it is not the endpoint's latency.</summary>
    public void BeginRequest() => _permit = _permit.Throttle.Begin(_permit);

    /// <inheritdoc/>
    public void Dispose()
    {
        Leave(_permit, IsOutage ? null : Result?.First);
        if (Result?.SecondPermit is { } second)
            Leave(second, Result.Second);
        if (Result is not { Winner.IsAnswer: true })
            _unlogged?.Release();
    }

    private void Leave(ThrottlePermit permit, CallResult<TResponse>? result)
    {
        var end = EndOf(result);
        var tokens = result?.Response is { } response ? protocol.TokensOf(response) : null;
        permit.Release(end, tokens, end == CallOutcome.RateLimited && result?.Fault?.AsksForMoreThan(maxRetryAfter) != true ? result?.Fault?.RetryAfter : null);
    }

    private static CallOutcome EndOf(CallResult<TResponse>? result) => result switch
    {
        null => CallOutcome.Other,
        { IsAnswer: true } => CallOutcome.Answered,
        { Fault.Kind: CallFaultKind.RateLimited } => CallOutcome.RateLimited,
        { Fault.Kind: CallFaultKind.Transient or CallFaultKind.BrokenResponse } => CallOutcome.Failed,
        _ => CallOutcome.Other,
    };
}

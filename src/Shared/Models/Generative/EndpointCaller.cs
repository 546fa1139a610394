using MuBench.Models.Servers;
using MuBench.Money;
using MuBench.Telemetry;
using MuBench.Throttling;

namespace MuBench.Models.Generative;

/// <summary>Makes one call complete: waits for its slot, bounds it by a deadline, retries what may pass.</summary>
/// <typeparam name="TAnswer">What a call gives.</typeparam>
internal sealed class EndpointCaller<TAnswer>(
    CallProtocol<TAnswer> protocol, EndpointThrottle throttle, FailureBreaker breaker, RetryOptions retry, TimeSpan deadline, TimeProvider time, int seed)
    where TAnswer : class
{
    /// <summary>A question that meets a server's end more often than this is treated as if it were the cause.</summary>
    private const int MostOutages = 5;

    private readonly HedgedCall<TAnswer> _hedged = new(throttle, time);
    private readonly RepeatedFault.Tally _tally = new();
    private readonly Lock _jitterLock = new();
    private readonly Random _jitter = new(seed);

    /// <summary>Waits for the server where it is the model's own; null where the endpoint is always up.</summary>
    public ServerGate? Gate { get; init; }

    /// <summary>
    /// With an answer the caller gets a permit of it, and gives it back once the answer is logged, or cannot be: so what a full
    /// disk can lose is bounded. Null where nothing is bounded.
    /// </summary>
    public SemaphoreSlim? Unlogged { get; init; }

    /// <summary>Tells of the calls; null where nothing is told of them.</summary>
    public CallTelemetry? Telemetry { get; init; }

    /// <summary>Asks an endpoint that is not paid by the call until there is an answer or a fault that stays. Throws only when one of the tokens fires.</summary>
    /// <param name="prepare">Makes the request, once a slot is free: what waits holds no image. What it throws is thrown on.</param>
    /// <param name="copies">How many questions of the run the answer is for.</param>
    /// <param name="progress">The model's counters.</param>
    /// <param name="draining">Ends waiting for a slot and between attempts.</param>
    /// <param name="cancellationToken">Ends the call in flight too.</param>
    public async Task<CallResult<TAnswer>> CallAsync(
        Func<Func<CancellationToken, Task<TAnswer>>> prepare, int copies, ModelProgress progress, CancellationToken draining, CancellationToken cancellationToken)
    {
        var result = await CallAsync(() => new PreparedCall<TAnswer>(prepare(), null), null, copies, progress, draining, cancellationToken).ConfigureAwait(false);
        return result!.Value; // only a budget refuses, and there is none
    }

    /// <summary>
    /// Asks until there is an answer or a fault that stays. Null where there is no money for it. Throws only when one of the tokens fires.
    /// </summary>
    /// <param name="prepare">Makes the call, once a slot is free: what waits holds no image. What it throws is thrown on.</param>
    /// <param name="budget">Where money is set aside for each attempt, and settled after it: none is held over a retry's wait. Null where calls cost nothing.</param>
    /// <param name="copies">How many questions of the run the answer is for.</param>
    /// <param name="progress">The model's counters.</param>
    /// <param name="draining">Ends waiting for a slot and between attempts.</param>
    /// <param name="cancellationToken">Ends the call in flight too.</param>
    public async Task<CallResult<TAnswer>?> CallAsync(
        Func<PreparedCall<TAnswer>> prepare, BudgetAccount? budget, int copies, ModelProgress progress, CancellationToken draining, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var turn = throttle.TakeTurn();
        var repeats = new RepeatedFault(_tally);
        for (var (attempt, counted, hedged, outages) = (1, 1, false, 0); ; attempt++)
        {
            HedgedResult<TAnswer>? result = null;
            TimeSpan? delay = null;
            var isPermitted = false;
            var outage = Outage.None;
            var queued = time.GetTimestamp();
            var slot = await throttle.EnterAsync(turn, progress, draining).ConfigureAwait(false);
            Telemetry?.Waited("slot", time.GetElapsedTime(queued));
            try
            {
                // Its holders have a slot, or wait for the log alone: none is held over a retry's wait.
                if (Unlogged is not null)
                {
                    await Unlogged.WaitAsync(draining).ConfigureAwait(false);
                    isPermitted = true;
                }

                // Before what may throw: a question whose image is broken is asked about, and ends here.
                if (attempt == 1)
                    progress.Ask(copies);
                var call = prepare();
                // Whoever waits here waits for calls in flight alone, which end: no reservation outlives its call.
                if (await call.ReserveAsync(budget, draining).ConfigureAwait(false) is not { } payment)
                    return null;
                slot = throttle.Begin(slot);
                result = await AttemptAsync(call, payment, budget, attempt, hedged ? null : turn, progress, draining, cancellationToken).ConfigureAwait(false);
                var met = result.Winner.Fault;
                // With the slot in hand: while the server is gone, nothing else is sent to it.
                if (met is not null && Gate is not null && outages < MostOutages)
                    outage = await Gate.RideOutAsync(met, budget is null ? null : () => !budget.IsOverspent, draining).ConfigureAwait(false);
                if (outage is { Was: true, Gone: null })
                {
                    outages++;
                    continue; // asked again as if for the first time
                }

                met = (outage.Gone ?? met)?.StoppingBeyond(retry.MaxRetryAfter);
                if (met is { Kind: CallFaultKind.Unauthorized })
                    breaker.CountRefusedKey(met);
                delay = repeats.Stays(met) ? null : DelayAfter(met, attempt, counted, time.GetElapsedTime(started));
                // Before the slot is free again: a fault that stops the model must be known to whoever takes it.
                if (delay is null)
                    breaker.Count(met);
            }
            finally
            {
                Leave(slot, outage.Was ? null : result?.First);
                if (result?.SecondSlot is { } second)
                    Leave(second, result.Second);
                if (isPermitted && (delay is not null || result is not { Winner.Fault: null or { Kind: CallFaultKind.Filtered } }))
                    Unlogged!.Release();
            }

            var winner = result.Winner with { Fault = (outage.Gone ?? result.Winner.Fault)?.StoppingBeyond(retry.MaxRetryAfter) };
            hedged |= winner.Hedged;
            if (delay is not { } wait)
                return winner with { Hedged = hedged };
            if (winner.Fault is { Kind: CallFaultKind.RateLimited, RetryAfter: not null })
                continue; // the throttle itself waits, for all
            if (winner.Fault is not { Kind: CallFaultKind.RateLimited })
                counted++;
            await WaitAsync(wait, progress, draining).ConfigureAwait(false);
            Telemetry?.Waited("retry", wait);
        }
    }

    private Task<HedgedResult<TAnswer>> AttemptAsync(
        PreparedCall<TAnswer> call, CallPayment payment, BudgetAccount? budget, int attempt, long? hedgeTurn, ModelProgress progress,
        CancellationToken draining, CancellationToken cancellationToken)
    {
        return hedgeTurn is { } turn
            ? _hedged.RunAsync(token => PayAsync(payment, false, token), Again, turn, progress, draining, cancellationToken)
            : OnceAsync();

        async Task<HedgedResult<TAnswer>> OnceAsync()
        {
            var result = await PayAsync(payment, false, cancellationToken).ConfigureAwait(false);
            return new HedgedResult<TAnswer>(result, result, null, null);
        }

        // Asking twice is two bills: not made where only one fits.
        Func<CancellationToken, Task<CallResult<TAnswer>>>? Again() =>
            call.TryReserve(budget) is { } second ? token => PayAsync(second, true, token) : null;

        async Task<CallResult<TAnswer>> PayAsync(CallPayment paid, bool hedge, CancellationToken token)
        {
            CallResult<TAnswer>? result = null;
            try
            {
                return (result = await SendAsync(call.Request, attempt, hedge, token).ConfigureAwait(false)).Value;
            }
            finally
            {
                paid.Settle(result, protocol);
            }
        }
    }

    private void Leave(ThrottleSlot slot, CallResult<TAnswer>? result)
    {
        var fault = result?.Fault;
        var end = (result, fault?.Kind) switch
        {
            (null, _) => CallEnd.Other,
            (_, null or CallFaultKind.Filtered) => CallEnd.Answered,
            (_, CallFaultKind.RateLimited) => CallEnd.Refused,
            (_, CallFaultKind.Transient or CallFaultKind.BrokenAnswer) => CallEnd.Faltered,
            _ => CallEnd.Other,
        };
        var tokens = result?.Response is { } response ? protocol.TokensOf(response) : null;
        slot.Leave(end, tokens, end == CallEnd.Refused && fault?.AsksForMoreThan(retry.MaxRetryAfter) != true ? fault?.RetryAfter : null);
    }

    private async Task<CallResult<TAnswer>> SendAsync(Func<CancellationToken, Task<TAnswer>> request, int attempt, bool hedge, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var over = new CancellationTokenSource(deadline, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        using var span = Telemetry?.Begin(attempt, hedge);
        CallResult<TAnswer> result;
        var late = false;
        try
        {
            var response = await request(limit.Token).ConfigureAwait(false);
            result = new CallResult<TAnswer>(response, null, time.GetElapsedTime(started).TotalMilliseconds, attempt);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The caller learns of it as the question's reason, or sees it ridden out.
            late = limit.IsCancellationRequested;
            var fault = late
                ? new CallFault(CallFaultKind.Transient, $"no answer within the deadline of {deadline.TotalSeconds:0.#} s ('timeout' of the model)") { MayBeBilled = true }
                : protocol.Explain(exception);
            result = new CallResult<TAnswer>(null, fault, time.GetElapsedTime(started).TotalMilliseconds, attempt);
        }

        span?.End(result.Fault, late, result.Response is { } answer ? protocol.FactsOf?.Invoke(answer) : null);
        return result;
    }

    /// <summary>How long to wait before asking again; null where the result stays.</summary>
    private TimeSpan? DelayAfter(CallFault? fault, int attempt, int counted, TimeSpan elapsed)
    {
        switch (fault?.Kind)
        {
            case CallFaultKind.RateLimited when Delay(fault, attempt) is var delay && elapsed + delay < retry.MaxRateLimitWait:
                return delay;
            case CallFaultKind.Transient when counted < retry.Attempts:
            case CallFaultKind.BrokenAnswer or CallFaultKind.Unauthorized when counted < retry.BrokenAnswerAttempts:
                return Delay(fault, counted);
            default:
                return null;
        }
    }

    private TimeSpan Delay(CallFault fault, int times)
    {
        if (fault.RetryAfter is { } asked)
            return asked;
        double jitter;
        lock (_jitterLock)
            jitter = 1 + (_jitter.NextDouble() / 4);
        var seconds = Math.Min(retry.BaseDelay.TotalSeconds * Math.Pow(2, times - 1) * jitter, retry.MaxDelay.TotalSeconds);
        return TimeSpan.FromSeconds(seconds);
    }

    private async Task WaitAsync(TimeSpan delay, ModelProgress progress, CancellationToken draining)
    {
        progress.Wait(+1);
        try
        {
            await Task.Delay(delay, time, draining).ConfigureAwait(false);
        }
        finally
        {
            progress.Wait(-1);
        }
    }
}

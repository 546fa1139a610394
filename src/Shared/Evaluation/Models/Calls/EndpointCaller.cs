using MuBench.Models.Servers;
using MuBench.Models.Telemetry;
using MuBench.Money;
using MuBench.Retries;
using MuBench.Throttling;

namespace MuBench.Models.Calls;

/// <summary>
/// Asks an endpoint until there is an answer or a fault that stays. Each attempt waits for its slot, is paid from the budget and bounded
/// by a deadline; what may pass is retried.
/// </summary>
/// <typeparam name="TAnswer">What a call gives.</typeparam>
internal sealed class EndpointCaller<TAnswer>(
    CallProtocol<TAnswer> protocol, EndpointThrottle throttle, CircuitBreaker breaker, RetryOptions retry, TimeSpan deadline, TimeProvider time, int seed)
    where TAnswer : class
{
    /// <summary>A question that meets more outages than this is treated as their cause.</summary>
    private const int MaxOutages = 5;

    private readonly RetryPolicy _retryPolicy = new(retry, seed);
    private readonly RequestSender<TAnswer> _sender = new(protocol, throttle, deadline, time);
    private readonly RepeatedFaultDetector.ModelFaultTally _tally = new();

    /// <summary>Waits for the server where it is the model's own; null where the endpoint is always up.</summary>
    public ServerGate? Gate { get; init; }

    /// <summary>
    /// With an answer the caller gets a permit of it, and gives it back once the answer is logged, or cannot be: so what a full
    /// disk can lose is bounded. Null where nothing is bounded.
    /// </summary>
    public SemaphoreSlim? Unlogged { get; init; }

    /// <summary>Tells of the calls; null where nothing is told of them.</summary>
    public CallTelemetry? Telemetry
    {
        get => _sender.Telemetry;
        init => _sender.Telemetry = value;
    }

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
        var call = new OngoingCall<TAnswer>
        {
            Prepare = prepare,
            Budget = budget,
            Copies = copies,
            Progress = progress,
            StartedAt = time.GetTimestamp(),
            Turn = throttle.NextArrival(),
            Repeats = new RepeatedFaultDetector(_tally),
            Draining = draining,
            CancellationToken = cancellationToken,
        };
        while (true)
        {
            var attempt = await AttemptAsync(call).ConfigureAwait(false);
            if (attempt.IsFinal)
                return attempt.Result;
            if (attempt.Delay is { } delay)
                await WaitForRetryAsync(delay, call).ConfigureAwait(false);
        }
    }

    /// <summary>Makes one attempt, its steps in order. What it holds is given back before the next one is waited for.</summary>
    private async Task<AttemptResult<TAnswer>> AttemptAsync(OngoingCall<TAnswer> call)
    {
        call.Attempts++;
        using var hold = await EnterAsync(call).ConfigureAwait(false);
        await hold.TakePermitAsync(Unlogged, call.Draining).ConfigureAwait(false);
        var prepared = Prepare(call);
        // Waits only for calls in flight, which end: no reservation outlives its call.
        if (await prepared.ReserveAsync(call.Budget, call.Draining).ConfigureAwait(false) is not { } payment)
            return AttemptResult<TAnswer>.OutOfBudget;
        hold.BeginRequest();
        hold.Result = await _sender.SendAsync(call, prepared, payment).ConfigureAwait(false);
        var result = hold.Result.Winner;
        // While the slot is held: during an outage nothing else is sent in its place.
        var outage = await RideOutAsync(call, result.Fault).ConfigureAwait(false);
        hold.IsOutage = outage.WasDown;
        if (outage is { WasDown: true, Fault: null })
            return AskAgainAfterOutage(call);
        // While the slot is held: a fault that stops the model must be known before another question gets the slot.
        return Judge(call, result with { Fault = outage.Fault ?? result.Fault });
    }

    private async Task<AttemptHold<TAnswer>> EnterAsync(OngoingCall<TAnswer> call)
    {
        var queuedAt = time.GetTimestamp();
        var slot = await throttle.EnterAsync(call.Turn, call.Progress, call.Draining).ConfigureAwait(false);
        Telemetry?.RecordWait("slot", time.GetElapsedTime(queuedAt));
        return new AttemptHold<TAnswer>(slot, protocol, retry.MaxRetryAfter);
    }

    private static PreparedCall<TAnswer> Prepare(OngoingCall<TAnswer> call)
    {
        // Before what may throw: a question whose image is broken is asked about, and ends here.
        if (call.Attempts == 1)
            call.Progress.AddAsked(call.Copies);
        return call.Prepare();
    }

    /// <summary>Waits until the model's own server is back, where the fault shows an outage.</summary>
    private async Task<Outage> RideOutAsync(OngoingCall<TAnswer> call, CallFault? fault)
    {
        if (fault is null || Gate is null || call.Outages >= MaxOutages)
            return Outage.None;
        var budget = call.Budget;
        return await Gate.WaitForRecoveryAsync(fault, budget is null ? null : () => !budget.IsOverspent, call.Draining).ConfigureAwait(false);
    }

    // As if for the first time: the attempt counts against no maximum, and the next one may have a hedged request.
    private static AttemptResult<TAnswer> AskAgainAfterOutage(OngoingCall<TAnswer> call)
    {
        call.Outages++;
        return AttemptResult<TAnswer>.AskAgain;
    }

    /// <summary>Decides by the retry policy whether the question is asked again, and lets the circuit breaker count how it ended.</summary>
    private AttemptResult<TAnswer> Judge(OngoingCall<TAnswer> call, CallResult<TAnswer> result)
    {
        var fault = result.Fault?.FatalIfRetryAfterExceeds(retry.MaxRetryAfter);
        if (fault is { Kind: CallFaultKind.Unauthorized })
            breaker.CountRefusedKey(fault);
        var isOfTheQuestion = call.Repeats.IsPersistent(fault);
        var delay = isOfTheQuestion ? null : _retryPolicy.DelayAfter(fault, call.Attempts, call.CountedAttempts, time.GetElapsedTime(call.StartedAt));
        call.IsHedged |= result.IsHedged;
        if (delay is not { } wait)
        {
            breaker.Count(fault);
            return AttemptResult<TAnswer>.Final(result with { Fault = fault, IsHedged = call.IsHedged });
        }

        if (fault is not { Kind: CallFaultKind.RateLimited })
            call.CountedAttempts++;
        // Where a refusal says for how long, the throttle waits, for all questions.
        return fault is { Kind: CallFaultKind.RateLimited, RetryAfter: not null } ? AttemptResult<TAnswer>.AskAgain : AttemptResult<TAnswer>.AskAgainAfter(wait);
    }

    private async Task WaitForRetryAsync(TimeSpan delay, OngoingCall<TAnswer> call)
    {
        call.Progress.AddWaiting(+1);
        try
        {
            await Task.Delay(delay, time, call.Draining).ConfigureAwait(false);
        }
        finally
        {
            call.Progress.AddWaiting(-1);
        }

        Telemetry?.RecordWait("retry", delay);
    }
}

using MuBench.Models.Servers;
using MuBench.Models.Telemetry;
using MuBench.Money;
using MuBench.Retries;
using MuBench.Throttling;

namespace MuBench.Models.Calls;

/// <summary>
/// Calls an endpoint until there is a response or a permanent fault. Each attempt waits for its permit, is paid from
/// the budget and has a timeout. Transient faults are retried.
/// </summary>
/// <typeparam name="TResponse">The response type of a call.</typeparam>
internal sealed class EndpointCaller<TResponse>(
    CallProtocol<TResponse> protocol, EndpointThrottle throttle, CircuitBreaker breaker, RetryOptions retry, TimeSpan deadline, TimeProvider time, int seed)
    where TResponse : class
{
    /// <summary>A question with more outages than this is treated as their cause.</summary>
    private const int MaxOutages = 5;

    private readonly RetryPolicy _retryPolicy = new(retry, seed);
    private readonly RequestSender<TResponse> _sender = new(protocol, throttle, deadline, time);
    private readonly RepeatedFaultDetector.ModelFaultTally _tally = new();

    /// <summary>Waits for the model's own server; null if the endpoint is always up.</summary>
    public ServerGate? Gate { get; init; }

    /// <summary>Waits while the endpoint cannot be reached; null if its questions fail instead.</summary>
    public EndpointAvailability? Availability { get; init; }

    /// <summary>
    /// Limits the responses that are not logged yet, and with them what a full disk can lose. With each response the
    /// caller gets a place, and releases it once the response is logged or cannot be logged. Null for no limit.
    /// </summary>
    public SemaphoreSlim? Unlogged { get; init; }

    /// <summary>Records traces and metrics of the calls; null if none are recorded.</summary>
    public CallTelemetry? Telemetry
    {
        get => _sender.Telemetry;
        init => _sender.Telemetry = value;
    }

    /// <summary>
    /// Calls an endpoint that is not paid per call until there is a response or a permanent fault. Throws only when one
    /// of the tokens fires.
    /// </summary>
    /// <param name="prepare">
    /// Makes the request once a permit is free, so that waiting calls hold no images. Its exceptions are passed on.
    /// </param>
    /// <param name="copies">Number of questions of the run for which the response counts.</param>
    /// <param name="progress">The model's counters.</param>
    /// <param name="draining">Ends the waits for a permit and between attempts.</param>
    /// <param name="cancellationToken">Also cancels the call in flight.</param>
    public async Task<CallResult<TResponse>> CallAsync(
        Func<Func<CancellationToken, Task<TResponse>>> prepare, int copies, ModelProgress progress, CancellationToken draining, CancellationToken cancellationToken)
    {
        var result = await CallAsync(() => new PreparedCall<TResponse>(prepare(), null), null, copies, progress, draining, cancellationToken).ConfigureAwait(false);
        return result!.Value; // only a budget can refuse, and there is none
    }

    /// <summary>
    /// Calls the endpoint until there is a response or a permanent fault. Null if the budget has no room. Throws only
    /// when one of the tokens fires.
    /// </summary>
    /// <param name="prepare">Makes the call once a permit is free, so that waiting calls hold no images. Its exceptions are passed on.</param>
    /// <param name="budget">
    /// The budget. Each attempt reserves its amount and settles it afterwards; nothing is reserved during the delay
    /// before a retry. Null if calls cost nothing.
    /// </param>
    /// <param name="copies">Number of questions of the run for which the response counts.</param>
    /// <param name="progress">The model's counters.</param>
    /// <param name="draining">Ends the waits for a permit and between attempts.</param>
    /// <param name="cancellationToken">Also cancels the call in flight.</param>
    public async Task<CallResult<TResponse>?> CallAsync(
        Func<PreparedCall<TResponse>> prepare, BudgetAccount? budget, int copies, ModelProgress progress, CancellationToken draining, CancellationToken cancellationToken)
    {
        var call = new OngoingCall<TResponse>
        {
            Prepare = prepare,
            Budget = budget,
            Copies = copies,
            Progress = progress,
            StartedAt = time.GetTimestamp(),
            Turn = throttle.NextArrival(),
            Repeats = new RepeatedFaultDetector(_tally),
            Trouble = new QuestionTrouble(progress),
            Draining = draining,
            CancellationToken = cancellationToken,
        };
        try
        {
            while (true)
            {
                if (await WaitForEndpointAsync(call).ConfigureAwait(false) is { } unreachable)
                    return new CallResult<TResponse>(null, new CallFault(CallFaultKind.Unreachable, unreachable.Reason) { Endpoint = unreachable }, 0, call.Attempts);
                var attempt = await AttemptAsync(call).ConfigureAwait(false);
                if (attempt.IsFinal)
                    return attempt.Result;
                if (attempt.Delay is { } delay)
                    await WaitForRetryAsync(delay, call).ConfigureAwait(false);
            }
        }
        finally
        {
            Availability?.Leave(call.Trouble);
        }
    }

    /// <summary>Waits while the endpoint cannot be reached. The next attempt then counts as the first.</summary>
    /// <returns>The endpoint, if the wait has ended without it; null if the question may be asked.</returns>
    private async Task<UnreachableEndpoint?> WaitForEndpointAsync(OngoingCall<TResponse> call)
    {
        if (Availability is null)
            return null;
        var (hasWaited, end) = await Availability.WaitAsync(call.Trouble, call.Draining).ConfigureAwait(false);
        if (hasWaited)
            (call.CountedAttempts, call.StartedAt) = (1, time.GetTimestamp());
        return end;
    }

    /// <summary>Makes one attempt. What it holds is released before the wait for the next one.</summary>
    private async Task<AttemptResult<TResponse>> AttemptAsync(OngoingCall<TResponse> call)
    {
        using var hold = await EnterAsync(call).ConfigureAwait(false);
        if (Availability?.TryBegin(call.Trouble) == false)
            return AttemptResult<TResponse>.AskAgain;
        call.Attempts++;
        await hold.EnterUnloggedAsync(Unlogged, call.Draining).ConfigureAwait(false);
        var prepared = Prepare(call);
        // This waits only for calls in flight, which end: no reservation outlives its call.
        if (await prepared.ReserveAsync(call.Budget, call.Draining).ConfigureAwait(false) is not { } payment)
            return AttemptResult<TResponse>.OutOfBudget;
        hold.BeginRequest();
        hold.Result = await _sender.SendAsync(call, prepared, payment).ConfigureAwait(false);
        var result = hold.Result.Winner;
        // The permit is held meanwhile: during an outage nothing else is sent in its place.
        var outage = await RideOutAsync(call, result.Fault).ConfigureAwait(false);
        hold.IsOutage = outage.WasDown;
        if (outage is { WasDown: true, Fault: null })
            return AskAgainAfterOutage(call);
        // The permit is held meanwhile: a fault that stops the model must be known before another question gets the permit.
        return Judge(call, result with { Fault = outage.Fault ?? result.Fault });
    }

    private async Task<AttemptHold<TResponse>> EnterAsync(OngoingCall<TResponse> call)
    {
        var queuedAt = time.GetTimestamp();
        var permit = await throttle.EnterAsync(call.Turn, call.Progress, call.Draining).ConfigureAwait(false);
        Telemetry?.RecordWait("permit", time.GetElapsedTime(queuedAt));
        return new AttemptHold<TResponse>(permit, protocol, retry.MaxRetryAfter);
    }

    private static PreparedCall<TResponse> Prepare(OngoingCall<TResponse> call)
    {
        // This comes before anything that may throw: a question with a broken image counts as asked and ends here.
        if (call.Attempts == 1)
            call.Progress.AddAsked(call.Copies);
        return call.Prepare();
    }

    /// <summary>Waits until the model's own server is up again, if the fault is caused by an outage.</summary>
    private async Task<Outage> RideOutAsync(OngoingCall<TResponse> call, CallFault? fault)
    {
        if (fault is null || Gate is null || call.Outages >= MaxOutages)
            return Outage.None;
        var budget = call.Budget;
        return await Gate.WaitForRecoveryAsync(fault, budget is null ? null : () => !budget.IsOverspent, call.Draining).ConfigureAwait(false);
    }

    // The next attempt counts as the first: this one does not count towards the maximum, and the next one may have a hedged request.
    private static AttemptResult<TResponse> AskAgainAfterOutage(OngoingCall<TResponse> call)
    {
        call.Outages++;
        return AttemptResult<TResponse>.AskAgain;
    }

    /// <summary>Decides by the retry policy whether the question is asked again, and reports a final result to the circuit breaker.</summary>
    private AttemptResult<TResponse> Judge(OngoingCall<TResponse> call, CallResult<TResponse> result)
    {
        var fault = result.Fault?.FatalIfRetryAfterExceeds(retry.MaxRetryAfter);
        if (fault is { Kind: CallFaultKind.Unauthorized })
            breaker.CountRefusedKey(fault);
        if (fault is { Kind: CallFaultKind.RateLimited })
            call.Progress.SetRefusal(fault.Message);
        var isOfTheQuestion = call.Repeats.IsPersistent(fault);
        var delay = isOfTheQuestion ? null : _retryPolicy.DelayAfter(fault, call.Attempts, call.CountedAttempts, time.GetElapsedTime(call.StartedAt));
        call.IsHedged |= result.IsHedged;
        if (Availability?.Count(call.Trouble, fault, delay is null) == true)
            return AttemptResult<TResponse>.AskAgain;
        if (delay is not { } wait)
        {
            breaker.Count(fault);
            return AttemptResult<TResponse>.Final(result with { Fault = fault, IsHedged = call.IsHedged });
        }

        if (fault is not { Kind: CallFaultKind.RateLimited })
            call.CountedAttempts++;
        // If a refusal contains a waiting time, the throttle applies it to all questions.
        return fault is { Kind: CallFaultKind.RateLimited, RetryAfter: not null } ? AttemptResult<TResponse>.AskAgain : AttemptResult<TResponse>.AskAgainAfter(wait);
    }

    private async Task WaitForRetryAsync(TimeSpan delay, OngoingCall<TResponse> call)
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

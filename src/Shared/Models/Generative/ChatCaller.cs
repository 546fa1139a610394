using Microsoft.Extensions.AI;
using MuBench.Money;
using MuBench.Throttling;

namespace MuBench.Models.Generative;

/// <summary>Makes one call complete: waits for its slot, bounds it by a deadline, retries what may pass.</summary>
internal sealed class ChatCaller(
    IChatProvider provider, EndpointThrottle throttle, FailureBreaker breaker, CallCost cost, SemaphoreSlim unlogged, RetryOptions retry, TimeSpan deadline, TimeProvider time, int seed)
{
    private readonly HedgedCall _hedged = new(throttle, time);
    private readonly RepeatedFault.Tally _tally = new();
    private readonly Lock _jitterLock = new();
    private readonly Random _jitter = new(seed);

    /// <summary>
    /// Asks until there is an answer or a fault that stays. With an answer the caller gets a permit of <c>unlogged</c>, and gives
    /// it back once the answer is logged, or cannot be: so what a full disk can lose is bounded. Null where there is no money for it. Throws only when one of the tokens fires.
    /// </summary>
    /// <param name="prepare">Makes the call, once a slot is free: what waits holds no image.</param>
    /// <param name="budget">Where money is set aside for each attempt, and settled after it: none is held over a retry's wait.</param>
    /// <param name="copies">How many questions of the run the answer is for.</param>
    /// <param name="progress">The model's counters.</param>
    /// <param name="draining">Ends waiting for a slot and between attempts.</param>
    /// <param name="cancellationToken">Ends the call in flight too.</param>
    public async Task<CallResult?> CallAsync(
        Func<PreparedCall> prepare, BudgetAccount budget, int copies, ModelProgress progress, CancellationToken draining, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var turn = throttle.TakeTurn();
        var repeats = new RepeatedFault(_tally);
        for (var (attempt, counted, hedged) = (1, 1, false); ; attempt++)
        {
            HedgedResult? result = null;
            TimeSpan? delay = null;
            var isPermitted = false;
            var slot = await throttle.EnterAsync(turn, progress, draining).ConfigureAwait(false);
            try
            {
                // Its holders are in flight, or wait for the log alone: none is held over a retry's wait.
                await unlogged.WaitAsync(draining).ConfigureAwait(false);
                isPermitted = true;
                var call = prepare();
                // Whoever waits here waits for calls in flight alone, which end: no reservation outlives its call.
                if (await call.ReserveAsync(budget, draining).ConfigureAwait(false) is not { } payment)
                    return null;
                slot = throttle.Begin(slot);
                if (attempt == 1)
                    progress.Ask(copies);
                result = await AttemptAsync(call, payment, budget, attempt, hedged ? null : turn, progress, draining, cancellationToken).ConfigureAwait(false);
                var met = result.Winner.Fault;
                if (met is { Kind: CallFaultKind.Unauthorized })
                    breaker.CountRefusedKey(met);
                delay = repeats.Stays(met) ? null : DelayAfter(met, attempt, counted, time.GetElapsedTime(started));
                // Before the slot is free again: a fault that stops the model must be known to whoever takes it.
                if (delay is null)
                    breaker.Count(met);
            }
            finally
            {
                Leave(slot, result?.First);
                if (result?.SecondSlot is { } second)
                    Leave(second, result.Second);
                if (isPermitted && (delay is not null || result is not { Winner.Fault: null or { Kind: CallFaultKind.Filtered } }))
                    unlogged.Release();
            }

            var winner = result.Winner;
            hedged |= winner.Hedged;
            if (delay is not { } wait)
                return winner with { Hedged = hedged };
            if (winner.Fault is { Kind: CallFaultKind.RateLimited, RetryAfter: not null })
                continue; // the throttle itself waits, for all
            if (winner.Fault is not { Kind: CallFaultKind.RateLimited })
                counted++;
            await WaitAsync(wait, progress, draining).ConfigureAwait(false);
        }
    }

    private Task<HedgedResult> AttemptAsync(
        PreparedCall call, CallPayment payment, BudgetAccount budget, int attempt, long? hedgeTurn, ModelProgress progress,
        CancellationToken draining, CancellationToken cancellationToken)
    {
        return hedgeTurn is { } turn
            ? _hedged.RunAsync(token => PayAsync(payment, token), Again, turn, progress, draining, cancellationToken)
            : OnceAsync();

        async Task<HedgedResult> OnceAsync()
        {
            var result = await PayAsync(payment, cancellationToken).ConfigureAwait(false);
            return new HedgedResult(result, result, null, null);
        }

        // Asking twice is two bills: not made where only one fits.
        Func<CancellationToken, Task<CallResult>>? Again() =>
            call.TryReserve(budget) is { } second ? token => PayAsync(second, token) : null;

        async Task<CallResult> PayAsync(CallPayment paid, CancellationToken token)
        {
            CallResult? result = null;
            try
            {
                return (result = await SendAsync(call.Messages, attempt, token).ConfigureAwait(false)).Value;
            }
            finally
            {
                paid.Settle(result, cost);
            }
        }
    }

    private void Leave(ThrottleSlot slot, CallResult? result)
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
        var usage = result?.Response?.Usage;
        var tokens = usage?.TotalTokenCount ?? usage?.InputTokenCount + usage?.OutputTokenCount;
        slot.Leave(end, tokens, end == CallEnd.Refused ? Capped(fault?.RetryAfter) : null);
    }

    private TimeSpan? Capped(TimeSpan? asked) => asked is { } time && time > retry.MaxDelay ? retry.MaxDelay : asked;

    private async Task<CallResult> SendAsync(IReadOnlyList<ChatMessage> messages, int attempt, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(deadline);
        try
        {
            var response = await provider.Client.GetResponseAsync(messages, provider.Options, limit.Token).ConfigureAwait(false);
            return new CallResult(response, null, time.GetElapsedTime(started).TotalMilliseconds, attempt);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The caller learns of it as the question's reason, or sees it ridden out.
            var fault = limit.IsCancellationRequested
                ? new CallFault(CallFaultKind.Transient, $"no answer within the deadline of {deadline.TotalSeconds:0.#} s ('timeout' of the model)") { MayBeBilled = true }
                : provider.Explain(exception);
            return new CallResult(null, fault, time.GetElapsedTime(started).TotalMilliseconds, attempt);
        }
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
        if (Capped(fault.RetryAfter) is { } asked)
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

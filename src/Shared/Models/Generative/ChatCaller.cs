using Microsoft.Extensions.AI;
using MuBench.Throttling;

namespace MuBench.Models.Generative;

/// <summary>Makes one call complete: waits for its slot, bounds it by a deadline, retries what may pass.</summary>
internal sealed class ChatCaller(
    IChatProvider provider, EndpointGate gate, FailureBreaker breaker, RetryOptions retry, TimeSpan deadline, TimeProvider time, int seed)
{
    private readonly Lock _jitterLock = new();
    private readonly Random _jitter = new(seed);

    /// <summary>Asks until there is an answer or a fault that stays. Throws only when one of the tokens fires.</summary>
    /// <param name="messages">Makes the messages, once a slot is free: what waits holds no image.</param>
    /// <param name="progress">The model's counters.</param>
    /// <param name="draining">Ends waiting for a slot and between attempts.</param>
    /// <param name="cancellationToken">Ends the call in flight too.</param>
    public async Task<CallResult> CallAsync(
        Func<IReadOnlyList<ChatMessage>> messages, ModelProgress progress, CancellationToken draining, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var repeats = new RepeatedFault();
        for (var (attempt, counted) = (1, 1); ; attempt++)
        {
            CallResult result;
            TimeSpan? delay = null;
            await gate.EnterAsync(progress, draining).ConfigureAwait(false);
            try
            {
                result = await AttemptAsync(messages(), attempt, cancellationToken).ConfigureAwait(false);
                if (result.Fault is { Kind: CallFaultKind.Unauthorized } refused)
                    breaker.CountRefusedKey(refused);
                delay = repeats.Stays(result.Fault) ? null : DelayAfter(result.Fault, attempt, counted, time.GetElapsedTime(started));
                // Before the slot is free again: a fault that stops the model must be known to whoever takes it.
                if (delay is null)
                    breaker.Count(result.Fault);
                else if (result.Fault is { Kind: CallFaultKind.RateLimited })
                    gate.PauseUntil(time.GetUtcNow() + delay.Value, progress);
            }
            finally
            {
                gate.Leave(progress);
            }

            if (delay is not { } wait)
                return result;
            if (result.Fault is { Kind: CallFaultKind.RateLimited })
                continue; // the gate itself waits
            counted++;
            await WaitAsync(wait, progress, draining).ConfigureAwait(false);
        }
    }

    private async Task<CallResult> AttemptAsync(IReadOnlyList<ChatMessage> messages, int attempt, CancellationToken cancellationToken)
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
                ? new CallFault(CallFaultKind.Transient, $"no answer within the deadline of {deadline.TotalSeconds:0.#} s ('timeout' of the model)")
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
        if (fault.RetryAfter is { } asked)
            return asked < retry.MaxDelay ? asked : retry.MaxDelay;
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

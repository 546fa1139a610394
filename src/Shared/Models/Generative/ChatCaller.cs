using Microsoft.Extensions.AI;
using MuBench.Throttling;

namespace MuBench.Models.Generative;

/// <summary>Makes one call complete: waits for its slot, bounds it by a deadline, retries what may pass.</summary>
internal sealed class ChatCaller(
    IChatProvider provider, EndpointGate gate, RetryOptions retry, TimeSpan deadline, TimeProvider time, int seed)
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
        var turnedAway = time.GetTimestamp();
        for (var (attempt, counted) = (1, 1); ; attempt++)
        {
            var result = await AttemptAsync(messages, progress, attempt, draining, cancellationToken).ConfigureAwait(false);
            if (result.Fault is not { } fault)
                return result;
            var delay = DelayAfter(fault, fault.Kind is CallFaultKind.RateLimited ? attempt : counted);
            switch (fault.Kind)
            {
                case CallFaultKind.RateLimited when time.GetElapsedTime(turnedAway) + delay < retry.MaxRateLimitWait:
                    gate.PauseUntil(time.GetUtcNow() + delay, progress);
                    break;
                case CallFaultKind.Transient when counted < retry.Attempts:
                case CallFaultKind.BrokenAnswer when counted < retry.BrokenAnswerAttempts:
                    counted++;
                    await WaitAsync(delay, progress, draining).ConfigureAwait(false);
                    break;
                default:
                    return result;
            }
        }
    }

    private async Task<CallResult> AttemptAsync(
        Func<IReadOnlyList<ChatMessage>> messages, ModelProgress progress, int attempt, CancellationToken draining, CancellationToken cancellationToken)
    {
        await gate.EnterAsync(progress, draining).ConfigureAwait(false);
        var started = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(deadline);
        try
        {
            var content = messages();
            started = time.GetTimestamp();
            var response = await provider.Client.GetResponseAsync(content, provider.Options, limit.Token).ConfigureAwait(false);
            return new CallResult(response, null, time.GetElapsedTime(started).TotalMilliseconds, attempt);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not UserException)
        {
            // The caller learns of it as the question's reason, or sees it ridden out.
            var fault = limit.IsCancellationRequested
                ? new CallFault(CallFaultKind.Transient, $"no answer within the deadline of {deadline.TotalSeconds:0.#} s ('timeout' of the model)")
                : provider.Explain(exception);
            return new CallResult(null, fault, time.GetElapsedTime(started).TotalMilliseconds, attempt);
        }
        finally
        {
            gate.Leave(progress);
        }
    }

    private TimeSpan DelayAfter(CallFault fault, int times)
    {
        if (fault.RetryAfter is { } asked)
            return asked < retry.MaxDelay ? asked : retry.MaxDelay;
        double jitter;
        lock (_jitterLock)
            jitter = 1 + (_jitter.NextDouble() / 4);
        var delay = retry.BaseDelay * Math.Pow(2, times - 1) * jitter;
        return delay < retry.MaxDelay ? delay : retry.MaxDelay;
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

using MuBench.Throttling;

namespace MuBench.Models.Calls;

/// <summary>
/// Sends a request a second time if it takes far longer than the others and no question is left to ask, so that one
/// slow call does not delay the run. The first complete response counts; the other request is cancelled.
/// </summary>
internal sealed class HedgedCall<TResponse>(EndpointThrottle throttle, TimeProvider time)
    where TResponse : class
{
    /// <summary>A request is hedged after this multiple of the 99th percentile.</summary>
    private const int Patience = 4;

    /// <summary>A faster request is never hedged, because there is nothing to gain.</summary>
    private static readonly TimeSpan MinWait = TimeSpan.FromSeconds(2);

    /// <summary>Sends the request, and possibly a hedged one.</summary>
    /// <param name="send">Sends the request; throws only when its token fires.</param>
    /// <param name="again">Returns the function that sends the hedged request; null if the budget has no room for it.</param>
    /// <param name="turn">The question's place in the order of arrival.</param>
    /// <param name="progress">The model's counters.</param>
    /// <param name="draining">Once it fires, no hedged request is sent.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<HedgedResult<TResponse>> RunAsync(
        Func<CancellationToken, Task<CallResult<TResponse>>> send, Func<Func<CancellationToken, Task<CallResult<TResponse>>>?> again, long turn, ModelProgress progress,
        CancellationToken draining, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = send(ended.Token);
        if (await ShouldHedgeAsync(first, started, progress).ConfigureAwait(false)
            && await EnterAsync(first, turn, progress, draining).ConfigureAwait(false) is { } permit)
        {
            if (again() is { } sendAgain)
                return await RaceAsync(first, sendAgain, permit, ended).ConfigureAwait(false);
            permit.Release(CallOutcome.Other);
        }

        var result = await first.ConfigureAwait(false);
        return new HedgedResult<TResponse>(result, result, null, null);
    }

    private async Task<bool> ShouldHedgeAsync(Task first, long started, ModelProgress progress)
    {
        if (await Task.WhenAny(first, progress.AllAsked).ConfigureAwait(false) == first || throttle.Latency99() is not { } latency)
            return false;
        var due = Patience * latency;
        var wait = (due > MinWait ? due : MinWait) - time.GetElapsedTime(started);
        if (wait > TimeSpan.Zero)
        {
            using var over = new CancellationTokenSource();
            await Task.WhenAny(first, Task.Delay(wait, time, over.Token)).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
        }

        return !first.IsCompleted;
    }

    /// <summary>Takes a permit for the hedged request; null if the first request ends earlier, or if nothing new may be sent.</summary>
    private async Task<ThrottlePermit?> EnterAsync(Task first, long turn, ModelProgress progress, CancellationToken draining)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(draining);
        var entering = throttle.EnterAsync(turn, progress, late.Token).AsTask();
        if (await Task.WhenAny(first, entering).ConfigureAwait(false) == first)
            await late.CancelAsync().ConfigureAwait(false);
        try
        {
            return await entering.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<HedgedResult<TResponse>> RaceAsync(
        Task<CallResult<TResponse>> first, Func<CancellationToken, Task<CallResult<TResponse>>> send, ThrottlePermit permit, CancellationTokenSource ended)
    {
        var second = send(ended.Token);
        try
        {
            var faster = await Task.WhenAny(first, second).ConfigureAwait(false);
            var result = await faster.ConfigureAwait(false);
            if (!result.IsAnswer)
                result = await (faster == first ? second : first).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(first, second)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new HedgedResult<TResponse>(result with { IsHedged = true }, ResultOf(first), ResultOf(second), permit);
        }
        catch
        {
            permit.Release(CallOutcome.Other);
            throw;
        }
    }

    private static CallResult<TResponse>? ResultOf(Task<CallResult<TResponse>> call) => call.IsCompletedSuccessfully ? call.Result : null;
}

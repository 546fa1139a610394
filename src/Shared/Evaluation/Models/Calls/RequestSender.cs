using MuBench.Models.Telemetry;
using MuBench.Throttling;

namespace MuBench.Models.Calls;

/// <summary>
/// Sends the requests of an attempt: one, and a hedged one if the first is much slower than usual. Each has a timeout,
/// is traced, and is settled with the budget.
/// </summary>
/// <typeparam name="TResponse">The response type of a request.</typeparam>
internal sealed class RequestSender<TResponse>(CallProtocol<TResponse> protocol, EndpointThrottle throttle, TimeSpan deadline, TimeProvider time)
    where TResponse : class
{
    private readonly HedgedCall<TResponse> _hedged = new(throttle, time);

    /// <summary>Traces the requests; null if no listener is attached.</summary>
    public CallTelemetry? Telemetry { get; set; }

    /// <summary>Sends the request of an attempt. Throws only when one of the call's tokens fires.</summary>
    /// <param name="call">The question.</param>
    /// <param name="prepared">The attempt's request.</param>
    /// <param name="payment">The amount reserved for it.</param>
    public async Task<HedgedResult<TResponse>> SendAsync(OngoingCall<TResponse> call, PreparedCall<TResponse> prepared, CallPayment payment)
    {
        if (!call.IsHedged)
            return await _hedged.RunAsync(First, TryHedge, call.Turn, call.Progress, call.Draining, call.CancellationToken).ConfigureAwait(false);
        var result = await First(call.CancellationToken).ConfigureAwait(false);
        return new HedgedResult<TResponse>(result, result, null, null);

        Task<CallResult<TResponse>> First(CancellationToken token) => SendPaidAsync(prepared, payment, call.Attempts, false, token);

        // A hedged request is billed too: none is sent if the budget has no room for it.
        Func<CancellationToken, Task<CallResult<TResponse>>>? TryHedge() =>
            prepared.TryReserve(call.Budget) is { } second ? token => SendPaidAsync(prepared, second, call.Attempts, true, token) : null;
    }

    private async Task<CallResult<TResponse>> SendPaidAsync(PreparedCall<TResponse> prepared, CallPayment payment, int attempt, bool isHedge, CancellationToken cancellationToken)
    {
        CallResult<TResponse>? result = null;
        try
        {
            result = await SendOneAsync(prepared.Request, attempt, isHedge, cancellationToken).ConfigureAwait(false);
            return result.Value;
        }
        finally
        {
            payment.Settle(result, protocol);
        }
    }

    private async Task<CallResult<TResponse>> SendOneAsync(Func<CancellationToken, Task<TResponse>> request, int attempt, bool isHedge, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var over = new CancellationTokenSource(deadline, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        using var span = Telemetry?.Begin(attempt, isHedge);
        CallResult<TResponse> result;
        var isLate = false;
        try
        {
            var response = await request(limit.Token).ConfigureAwait(false);
            result = new CallResult<TResponse>(response, null, time.GetElapsedTime(started).TotalMilliseconds, attempt) { EndedAt = time.GetUtcNow() };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The exception is not swallowed: the result carries it, as a reason to retry or as the question's reason.
            isLate = limit.IsCancellationRequested;
            var fault = isLate ? DeadlineFault() : protocol.Explain(exception);
            result = new CallResult<TResponse>(null, fault, time.GetElapsedTime(started).TotalMilliseconds, attempt) { EndedAt = time.GetUtcNow() };
        }

        span?.End(result.Fault, isLate, result.Response is { } received ? protocol.FactsOf?.Invoke(received) : null);
        return result;
    }

    private CallFault DeadlineFault() =>
        new(CallFaultKind.Transient, $"no answer within the deadline of {deadline.TotalSeconds:0.#} s ('timeout' of the model)") { MayBeBilled = true, IsTimeout = true };
}

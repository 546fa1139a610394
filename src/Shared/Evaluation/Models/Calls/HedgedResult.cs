using MuBench.Throttling;

namespace MuBench.Models.Calls;

/// <summary>The result of a call that may have had a hedged request.</summary>
/// <param name="Winner">The result that counts.</param>
/// <param name="First">The result of the first request; null if it was cancelled.</param>
/// <param name="Second">The result of the hedged request; null if there was none or it was cancelled.</param>
/// <param name="SecondPermit">The permit of the hedged request, which the caller releases; null if there was none.</param>
internal sealed record HedgedResult<TResponse>(CallResult<TResponse> Winner, CallResult<TResponse>? First, CallResult<TResponse>? Second, ThrottlePermit? SecondPermit)
    where TResponse : class;

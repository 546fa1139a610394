using MuBench.Throttling;

namespace MuBench.Models.Calls;

/// <summary>How a call ended that may have been made twice.</summary>
/// <param name="Winner">What counts.</param>
/// <param name="First">How the first request ended; null where it was cut off.</param>
/// <param name="Second">How the second request ended; null where there was none or it was cut off.</param>
/// <param name="SecondPermit">The slot of the second request, to be given back; null where there was none.</param>
internal sealed record HedgedResult<TAnswer>(CallResult<TAnswer> Winner, CallResult<TAnswer>? First, CallResult<TAnswer>? Second, ThrottlePermit? SecondPermit)
    where TAnswer : class;

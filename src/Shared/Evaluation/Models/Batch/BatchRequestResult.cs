namespace MuBench.Models.Batch;

/// <summary>How one request of a batch ended.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Response">What it was answered with; null where it was not.</param>
/// <param name="Reason">Why it was not answered, in words.</param>
internal sealed record BatchRequestResult(string RequestId, BatchHttpResponse? Response, string? Reason = null);

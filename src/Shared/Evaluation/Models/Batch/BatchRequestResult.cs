namespace MuBench.Models.Batch;

/// <summary>The result of one request of a batch.</summary>
/// <param name="RequestId">The id of the request.</param>
/// <param name="Response">The response; null if there is none.</param>
/// <param name="Reason">Why there is no response, as text.</param>
internal sealed record BatchRequestResult(string RequestId, BatchHttpResponse? Response, string? Reason = null);

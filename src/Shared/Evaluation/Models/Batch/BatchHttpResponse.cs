namespace MuBench.Models.Batch;

/// <summary>An HTTP response.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Body.</param>
internal sealed record BatchHttpResponse(int Status, byte[] Body);

namespace MuBench.Models.Batch;

/// <summary>What a server answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Body.</param>
internal sealed record BatchHttpResponse(int Status, byte[] Body);

namespace MuBench.Models.Batch;

/// <summary>A request as built by a provider's client.</summary>
/// <param name="Uri">Its address.</param>
/// <param name="Headers">Its headers, including the credential.</param>
/// <param name="Body">Its body.</param>
internal sealed record CapturedRequest(Uri Uri, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);

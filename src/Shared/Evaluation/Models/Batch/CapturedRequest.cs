namespace MuBench.Models.Batch;

/// <summary>A request as a provider's client makes it.</summary>
/// <param name="Uri">Its address.</param>
/// <param name="Headers">Its headers, the credential among them.</param>
/// <param name="Body">Its body.</param>
internal sealed record CapturedRequest(Uri Uri, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);

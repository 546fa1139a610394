using System.Text.Json.Nodes;

namespace MuBench.Tests.Functions.Http;

/// <summary>A response of the HTTP API.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Type">Its content type; empty if it has no body.</param>
/// <param name="Body">Its body as text, decompressed.</param>
internal sealed record ApiResponse(int Status, string Type, string Body)
{
    /// <summary>The headers.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body as it was sent, which may be compressed.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>The <c>Location</c> header; null if it was not set.</summary>
    public string? Location => Headers.GetValueOrDefault("Location");

    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>A string of the body.</summary>
    public string Text(string member) => (string)Json[member]!;
}

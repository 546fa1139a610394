using System.Text.Json.Nodes;

namespace MuBench.Tests.Functions.Http;

/// <summary>A response of the HTTP API.</summary>
internal sealed record ApiResponse(int Status, string Type, string Body)
{
    /// <summary>The <c>Location</c> header; null if it was not set.</summary>
    public string? Location { get; init; }

    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>A string of the body.</summary>
    public string Text(string member) => (string)Json[member]!;
}

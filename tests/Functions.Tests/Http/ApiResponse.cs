using System.Text.Json.Nodes;

namespace MuBench.Tests.Functions.Http;

/// <summary>An answer of the HTTP API.</summary>
internal sealed record ApiResponse(int Status, string Type, string Body)
{
    /// <summary>The header of that name; null where it was not set.</summary>
    public string? Location { get; init; }

    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>A text of the body.</summary>
    public string Text(string member) => (string)Json[member]!;
}

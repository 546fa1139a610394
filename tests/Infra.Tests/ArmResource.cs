using System.Text.Json.Nodes;

namespace MuBench.Tests;

/// <summary>A resource of a compiled template.</summary>
/// <param name="Place">The modules that lead to it, and its own name among them.</param>
/// <param name="Type">Its type, without API version.</param>
/// <param name="Json">All of it.</param>
internal sealed record ArmResource(string Place, string Type, JsonObject Json)
{
    /// <summary>A value within it, by names with dots between; null where there is none.</summary>
    public JsonNode? this[string path] =>
        path.Split('.').Aggregate((JsonNode?)Json, (node, name) => (node as JsonObject)?[name]);

    /// <summary>Whether the template says just this, and not an expression or nothing.</summary>
    public bool Says<T>(string path, T value) =>
        this[path] is JsonValue found && found.TryGetValue<T>(out var actual) && EqualityComparer<T>.Default.Equals(actual, value);
}

using System.Text.Json.Nodes;

namespace MuBench.Tests;

/// <summary>A resource of a compiled template.</summary>
/// <param name="Place">The names of the enclosing modules and its own name.</param>
/// <param name="Type">Its type, without API version.</param>
/// <param name="Json">The whole resource.</param>
internal sealed record ArmResource(string Place, string Type, JsonObject Json)
{
    /// <summary>A value of the resource, by a path of names with dots; null if there is none.</summary>
    public JsonNode? this[string path] =>
        path.Split('.').Aggregate((JsonNode?)Json, (node, name) => (node as JsonObject)?[name]);

    /// <summary>Whether the template states exactly this value. An expression or a missing value does not count.</summary>
    public bool Says<T>(string path, T value) =>
        this[path] is JsonValue found && found.TryGetValue<T>(out var actual) && EqualityComparer<T>.Default.Equals(actual, value);
}

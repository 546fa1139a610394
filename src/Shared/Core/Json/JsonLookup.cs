using System.Text.Json;

namespace MuBench.Json;

/// <summary>Reads JSON of unknown shape, such as a server's response. A missing member, or one of another type, is null.</summary>
public static class JsonLookup
{
    /// <summary>A member of an object.</summary>
    public static JsonElement? Child(this JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) ? value : null;

    /// <inheritdoc cref="Child(JsonElement?, string)"/>
    public static JsonElement? Child(this JsonElement element, string name) => Child((JsonElement?)element, name);

    /// <summary>A member of an object, if it is a string; otherwise null.</summary>
    public static string? Text(this JsonElement? element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <inheritdoc cref="Text(JsonElement?, string)"/>
    public static string? Text(this JsonElement element, string name) => Text((JsonElement?)element, name);

    /// <summary>A member of an object, if it is a whole number; otherwise null.</summary>
    public static long? Number(this JsonElement? element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    /// <summary>Whether a member of an object is true.</summary>
    public static bool Is(this JsonElement element, string name) => element.Child(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The entries of a member of an object, if it is an array; otherwise none.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement? element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <inheritdoc cref="List(JsonElement?, string)"/>
    public static IEnumerable<JsonElement> List(this JsonElement element, string name) => List((JsonElement?)element, name);
}

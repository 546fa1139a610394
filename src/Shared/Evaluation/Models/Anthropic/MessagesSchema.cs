using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace MuBench.Models.Anthropic;

/// <summary>
/// Adapts a JSON schema to the part of JSON Schema that the Messages API accepts, as Anthropic's own clients do: objects have no further properties, <c>oneOf</c> is <c>anyOf</c>, and each
/// keyword that the API refuses is written into the schema's description, so that the model can still follow it.
/// </summary>
internal static class MessagesSchema
{
    private static readonly string[] Always = ["type", "description", "title", "$ref", "$defs", "anyOf", "allOf", "enum", "const"];

    /// <summary>The keywords of each type; other types have those that are always accepted.</summary>
    private static readonly FrozenDictionary<string, FrozenSet<string>> Accepted = new Dictionary<string, FrozenSet<string>>
    {
        ["object"] = FrozenSet.Create([.. Always, "properties", "required", "additionalProperties"]),
        ["string"] = FrozenSet.Create([.. Always, "format"]),
        ["array"] = FrozenSet.Create([.. Always, "items", "minItems"]),
        [""] = FrozenSet.Create(Always),
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Formats =
        FrozenSet.Create("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly AIJsonSchemaTransformOptions Options = new()
    {
        DisallowAdditionalProperties = true,
        TransformSchemaNode = static (_, schema) => schema is JsonObject node ? Adapt(node) : schema,
    };

    /// <summary>The adapted schema.</summary>
    public static JsonElement Adapt(JsonElement schema) => AIJsonUtilities.TransformSchema(schema, Options);

    private static JsonObject Adapt(JsonObject schema)
    {
        if (schema["oneOf"] is { } choices && !schema.ContainsKey("anyOf"))
        {
            // The API knows unions as anyOf.
            schema.Remove("oneOf");
            schema["anyOf"] = choices;
        }

        var types = TypesOf(schema);
        // The API refuses an object that is open, whatever the schema says.
        if (types.Contains("object") && schema.ContainsKey("additionalProperties"))
            schema["additionalProperties"] = false;
        var accepted = types.Select(type => Accepted.GetValueOrDefault(type, Accepted[""])).ToList();
        var removed = schema
            .Where(member => !accepted.Exists(keywords => keywords.Contains(member.Key)) || !IsAccepted(member.Key, member.Value, types))
            .Select(member => (member.Key, Text: member.Value?.ToJsonString(Plain) ?? "null"))
            .ToList();
        if (removed.Count == 0)
            return schema;
        foreach (var (key, _) in removed)
            schema.Remove(key);
        var said = $"{{{string.Join(", ", removed.Select(member => $"{member.Key}: {member.Text}"))}}}";
        schema["description"] = schema["description"] is { } description ? $"{description}\n\n{said}" : said;
        return schema;
    }

    /// <summary>The types that a schema names; an empty text if it names none.</summary>
    private static List<string> TypesOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => [.. several.Select(type => type?.ToString() ?? "")],
        JsonValue one => [one.ToString()],
        _ => [""],
    };

    private static bool IsAccepted(string keyword, JsonNode? value, List<string> types) => keyword switch
    {
        "format" when types.Contains("string") => value is JsonValue text && text.TryGetValue<string>(out var format) && Formats.Contains(format),
        "minItems" when types.Contains("array") => value is JsonValue number && number.TryGetValue<int>(out var count) && count is 0 or 1,
        _ => true,
    };
}

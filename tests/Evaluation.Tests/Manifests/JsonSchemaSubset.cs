using System.Text.Json;
using System.Text.RegularExpressions;

namespace MuBench.Tests.Manifests;

/// <summary>The part of JSON Schema 2020-12 that the manifest's schema uses; an unknown keyword is an error.</summary>
internal sealed class JsonSchemaSubset(string schema)
{
    private readonly JsonElement _root = JsonDocument.Parse(schema).RootElement;

    public JsonElement Root => _root;

    public bool Accepts(JsonElement value) => Accepts(_root, value);

    /// <summary>Resolves a local reference such as <c>#/$defs/name</c>.</summary>
    public JsonElement Resolve(string reference) =>
        reference.Split('/')[1..].Aggregate(_root, (element, step) => element.GetProperty(step));

    private bool Accepts(JsonElement rules, JsonElement value) => rules.EnumerateObject().All(rule => Accepts(rules, rule, value));

    private bool Accepts(JsonElement rules, JsonProperty rule, JsonElement value) => rule.Name switch
    {
        "$schema" or "$defs" or "title" or "description" or "default" or "then" => true,
        "$ref" => Accepts(Resolve(rule.Value.GetString()!), value),
        "type" => rule.Value.ValueKind == JsonValueKind.Array ? rule.Value.EnumerateArray().Any(type => IsA(type.GetString()!, value)) : IsA(rule.Value.GetString()!, value),
        "enum" => rule.Value.EnumerateArray().Any(known => JsonElement.DeepEquals(known, value)),
        "const" => JsonElement.DeepEquals(rule.Value, value),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.Value.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.Value.GetDouble(),
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.EnumerateRunes().Count() >= rule.Value.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.EnumerateRunes().Count() <= rule.Value.GetInt32(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!, RegexOptions.ECMAScript),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.Value.GetInt32(),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.Value.GetInt32(),
        "uniqueItems" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count() == value.GetArrayLength(),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Accepts(rule.Value, item)),
        "required" => value.ValueKind != JsonValueKind.Object || rule.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "dependentRequired" => value.ValueKind != JsonValueKind.Object || rule.Value.EnumerateObject().All(dependent =>
            !value.TryGetProperty(dependent.Name, out _) || dependent.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _))),
        "properties" => value.ValueKind != JsonValueKind.Object
            || rule.Value.EnumerateObject().All(field => !value.TryGetProperty(field.Name, out var found) || Accepts(field.Value, found)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object || rule.Value.GetBoolean()
            || value.EnumerateObject().All(field => rules.GetProperty("properties").TryGetProperty(field.Name, out _)),
        "allOf" => rule.Value.EnumerateArray().All(branch => Accepts(branch, value)),
        "anyOf" => rule.Value.EnumerateArray().Any(branch => Accepts(branch, value)),
        "oneOf" => rule.Value.EnumerateArray().Count(branch => Accepts(branch, value)) == 1,
        "if" => !Accepts(rule.Value, value) || Accepts(rules.GetProperty("then"), value),
        _ => throw new NotSupportedException($"The schema has the keyword '{rule.Name}', which this test does not know."),
    };

    private static bool IsA(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        _ => throw new NotSupportedException(type),
    };
}

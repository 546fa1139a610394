using System.Text.Json.Nodes;
using MuBench.Functions.Http;

namespace MuBench.Tests.Functions.Http;

/// <summary>The responses of an operation that the OpenAPI document describes.</summary>
internal static class DescribedResponses
{
    private static readonly JsonNode Document = JsonNode.Parse(GetOpenApi.Document)!;

    /// <summary>Asserts that the document describes a response: its status, its content type, and a body that matches the schema.</summary>
    public static void AssertDescribed(string operationId, int status, string type, string body)
    {
        var operation = Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(member => member.Value)
            .OfType<JsonObject>().Single(member => (string?)member["operationId"] == operationId);
        var response = operation["responses"]![$"{status}"];
        Assert.True(response is not null, $"{operationId} answered {status}, which the document does not promise: {body}");
        if (response["content"] is null)
        {
            Assert.Equal("", body);
            return;
        }

        var parts = type.Split("; ");
        Assert.Equal("charset=utf-8", parts[1]);
        var promised = response["content"]![parts[0]];
        Assert.True(promised is not null, $"{operationId} answered {status} as {parts[0]}, which the document does not promise.");
        if (parts[0].EndsWith("json", StringComparison.Ordinal) && promised["schema"] is { } schema)
            Assert.Equal([], FaultsOf(schema, JsonNode.Parse(body), "$"));
    }

    private static IReadOnlyList<string> FaultsOf(JsonNode schema, JsonNode? value, string path)
    {
        if ((string?)schema["$ref"] is { } reference)
            return FaultsOf(Document["components"]!["schemas"]![reference.Split('/')[^1]]!, value, path);
        if (schema["oneOf"] is JsonArray choices)
            return choices.Count(choice => FaultsOf(choice!, value, path).Count == 0) == 1 ? [] : [$"{path} has not one of the forms: {value}"];
        if (schema["enum"] is JsonArray values && !values.Any(allowed => JsonNode.DeepEquals(allowed, value)))
            return [$"{path} is {value}, which is none of {values.ToJsonString()}."];
        return (string?)schema["type"] switch
        {
            "object" when value is JsonObject members => FaultsOfObject(schema, members, path),
            "array" when value is JsonArray items => schema["items"] is { } item ? [.. items.SelectMany((entry, at) => FaultsOf(item, entry, $"{path}[{at}]"))] : [],
            "string" when value is JsonValue text && text.TryGetValue<string>(out _) => [],
            "boolean" when value is JsonValue truth && truth.TryGetValue<bool>(out _) => [],
            "integer" when value is JsonValue whole && whole.TryGetValue<long>(out _) => [],
            "number" when value is JsonValue number && number.TryGetValue<decimal>(out _) => [],
            var type => [$"{path} is {value?.ToJsonString() ?? "null"} and not of type {type}."],
        };
    }

    private static IReadOnlyList<string> FaultsOfObject(JsonNode schema, JsonObject members, string path)
    {
        // An object without described members is a document of its own: a report, or the OpenAPI document.
        if (schema["properties"] is not JsonObject properties)
            return [];
        return
        [
            .. (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).Where(name => !members.ContainsKey(name)).Select(name => $"{path}.{name} is missing."),
            .. members.SelectMany(member => properties[member.Key] is { } property
                ? FaultsOf(property, member.Value, $"{path}.{member.Key}") : [$"{path}.{member.Key} is not described."]),
        ];
    }
}

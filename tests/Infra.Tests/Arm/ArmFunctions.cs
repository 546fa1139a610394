using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace MuBench.Tests.Arm;

/// <summary>The functions of the template language that depend on their arguments only, as far as the templates use them.</summary>
internal static class ArmFunctions
{
    /// <summary>Calls a function.</summary>
    /// <exception cref="ArmFailure">The template calls <c>fail</c>.</exception>
    /// <exception cref="NotSupportedException">The function is not implemented here.</exception>
    public static JsonNode? Call(string name, JsonNode?[] arguments) => name switch
    {
        "and" => arguments.All(IsTrue),
        "not" => !IsTrue(arguments[0]),
        "true" => true,
        "false" => false,
        "null" => null,
        "equals" => JsonNode.DeepEquals(arguments[0], arguments[1]),
        "greater" => (int)arguments[0]! > (int)arguments[1]!,
        "empty" => IsEmpty(arguments[0]),
        "length" => arguments[0] is JsonArray items ? items.Count : ((string)arguments[0]!).Length,
        "coalesce" => arguments.FirstOrDefault(argument => argument is not null)?.DeepClone(),
        "createArray" => Array(arguments),
        "createObject" => Object(arguments.Chunk(2).Select(pair => KeyValuePair.Create((string)pair[0]!, pair[1]))),
        "concat" when arguments[0] is JsonArray => Array(arguments.SelectMany(argument => argument!.AsArray())),
        "concat" => string.Concat(arguments.Select(Text)),
        "union" when arguments[0] is JsonArray => Array(arguments.SelectMany(argument => argument!.AsArray()).DistinctBy(item => item?.ToJsonString())),
        "union" => Object(arguments.SelectMany(argument => argument!.AsObject()).GroupBy(pair => pair.Key).Select(group => group.Last())),
        "tryGet" => arguments[0] is JsonObject fields ? fields[(string)arguments[1]!]?.DeepClone() : null,
        "indexOf" => arguments[0]!.AsArray().ToList().FindIndex(item => JsonNode.DeepEquals(item, arguments[1])),
        "join" => string.Join((string)arguments[1]!, arguments[0]!.AsArray().Select(Text)),
        "split" => Array(((string)arguments[0]!).Split((string)arguments[1]!).Select(part => (JsonNode?)part)),
        "trim" => ((string)arguments[0]!).Trim(),
        "toLower" => ((string)arguments[0]!).ToLowerInvariant(),
        "replace" => ((string)arguments[0]!).Replace((string)arguments[1]!, (string)arguments[2]!, StringComparison.Ordinal),
        "string" => Text(arguments[0]),
        "format" => string.Format(CultureInfo.InvariantCulture, (string)arguments[0]!, [.. arguments.Skip(1).Select(Text)]),
        "guid" => new Guid(SHA256.HashData(Joined(arguments))[..16]).ToString(),
        "uniqueString" => new string([.. SHA256.HashData(Joined(arguments)).Take(13).Select(value => (char)('a' + (value % 26)))]),
        "resourceId" or "subscriptionResourceId" => "/" + string.Join('/', arguments.Select(Text)),
        "fail" => throw new ArmFailure((string)arguments[0]!),
        _ => throw new NotSupportedException($"The tests know no function '{name}' of templates."),
    };

    /// <summary>Whether a condition holds.</summary>
    public static bool IsTrue(JsonNode? value) => value is not null && (bool)value;

    /// <summary>A list of copies.</summary>
    public static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items.Select(item => item?.DeepClone())];

    private static JsonObject Object(IEnumerable<KeyValuePair<string, JsonNode?>> pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonArray items => items.Count == 0,
        JsonObject fields => fields.Count == 0,
        _ => ((string)value!).Length == 0,
    };

    private static string Text(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var read) ? read : value?.ToJsonString() ?? "";

    private static byte[] Joined(JsonNode?[] arguments) => Encoding.UTF8.GetBytes(string.Join('\n', arguments.Select(Text)));
}

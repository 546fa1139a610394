using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using MuBench.Manifests;
using MuBench.Manifests.Reading;
using MuBench.Manifests.Reading.Fields;
using MuBench.Naming;
using MuBench.Secrets;
using MuBench.TestUtils;

namespace MuBench.Tests.Manifests;

/// <summary>The JSON schema and the reader have the same fields, ranges, names and defaults.</summary>
public sealed class ManifestSchemaTests
{
    private static readonly JsonSchemaSubset Schema = new(File.ReadAllText(RepositoryFiles.Path("schema", "manifest.schema.json")));

    [Fact]
    public void Schema_Manifest_HasTheReadersFields() => AssertObject("$", Schema.Root, RunManifestReader.Fields);

    [Fact]
    public void Schema_ModelsOfEachKind_HaveTheReadersFields()
    {
        foreach (var (kind, fields) in ModelFields.ByKind)
            AssertObject(kind, Schema.Resolve($"#/$defs/{kind}"), fields);

        var branches = Schema.Resolve("#/$defs/model").GetProperty("allOf").EnumerateArray();
        Assert.Equal(
            ModelKinds.All.Select(kind => (kind, $"#/$defs/{kind}")),
            branches.Select(branch => (
                branch.GetProperty("if").GetProperty("properties").GetProperty("kind").GetProperty("const").GetString()!,
                branch.GetProperty("then").GetProperty("$ref").GetString()!)));
        AssertNames(ModelKinds.All, Schema.Resolve("#/$defs/model").GetProperty("properties").GetProperty("kind").GetProperty("enum"));
    }

    [Fact]
    public void Schema_Condition_HasTheReadersFields() => AssertObject("condition", Schema.Resolve("#/$defs/condition"), GateReader.Fields);

    [Fact]
    public void Schema_Excerpt_HasTheReadersFields() => AssertObject("excerpt", Schema.Root.GetProperty("properties").GetProperty("excerpt"), ExcerptReader.Fields);

    [Fact]
    public void Schema_Tasks_AreTheReaders() => AssertNames(
        TaskListReader.Known,
        Schema.Resolve("#/$defs/benchmark/properties/tasks/items").GetProperty("anyOf")[0].GetProperty("enum"));

    [Fact]
    public void Schema_Names_AllowWhatTheReaderAllows() =>
        Gen.OneOf(Gen.String[Gen.OneOf('a', 'Z', '0', '.', '_', '-', ' ', '/', 'ä', '\n'), 0, 5], Gen.String[Gen.OneOf('a', '.'), 60, 70])
            .Sample(text => Assert.Equal(ManifestNames.IsName(text), Matches("#/$defs/name", text)));

    [Fact]
    public void Schema_Durations_AllowWhatTheReaderAllows() =>
        Gen.String[Gen.OneOf('0', '1', '7', '.', 's', 'm', 'h', '-', ' ', 'e', ','), 0, 5].Sample(text =>
        {
            using var value = JsonDocument.Parse(JsonSerializer.Serialize(text));
            Assert.Equal(
                Durations.Seconds(value.RootElement) is not null,
                Regex.IsMatch(text, Schema.Resolve("#/$defs/openai/properties/timeout").GetProperty("anyOf")[1].GetProperty("pattern").GetString()!, RegexOptions.ECMAScript));
        });

    [Fact]
    public void Schema_Secrets_AllowWhatTheReaderAllows() =>
        Gen.Select(Gen.OneOf("secret:", "Secret:", "", "secret"), Gen.OneOf(Gen.String[Gen.OneOf('a', 'Z', '0', '_', '-', '.', ' '), 0, 5], Gen.String[Gen.Const('a'), 60, 70]))
            .Sample((prefix, name) => Assert.Equal(SecretNames.IsReference(prefix + name), Matches("#/$defs/openai/properties/apiKey", prefix + name)));

    [Fact]
    public void Schema_FullSample_IsAccepted()
    {
        using var document = JsonDocument.Parse(ManifestSample.Full);

        Assert.True(Schema.Accepts(document.RootElement));
    }

    private static bool Matches(string reference, string text) =>
        Regex.IsMatch(text, Schema.Resolve(reference).GetProperty("pattern").GetString()!, RegexOptions.ECMAScript) && !text.EndsWith('\n');

    private static void AssertObject(string path, JsonElement schema, IReadOnlyList<ManifestField> fields)
    {
        schema = Resolved(schema);
        Assert.Equal("object", schema.GetProperty("type").GetString());
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        AssertNames(fields.Select(field => field.Name), schema.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        AssertNames(
            fields.Where(field => field.IsRequired).Select(field => field.Name),
            schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(name => name.GetString()!) : []);
        foreach (var field in fields)
            AssertField($"{path}.{field.Name}", schema.GetProperty("properties").GetProperty(field.Name), field);
    }

    private static void AssertField(string path, JsonElement written, ManifestField field)
    {
        var schema = Resolved(written);
        Assert.True(IsDescribed(written), path);
        var hasDefault = schema.TryGetProperty("default", out var defaultValue);
        Assert.True(JsonSerializer.Serialize(field.Default) == (hasDefault ? JsonSerializer.Serialize(defaultValue) : "null"), $"{path}: default");
        switch (field)
        {
            case IntegerField integer:
                AssertType(path, schema, "integer", integer.IsNullable);
                Assert.Equal((integer.Min, integer.Max), (schema.GetProperty("minimum").GetInt64(), schema.GetProperty("maximum").GetInt64()));
                break;
            case NumberField number:
                var range = schema.TryGetProperty("anyOf", out var forms) ? forms[0] : schema;
                AssertType(path, range, "number", number.IsNullable);
                Assert.Equal((number.Min, number.Max), (range.GetProperty("minimum").GetDouble(), range.GetProperty("maximum").GetDouble()));
                break;
            case ChoiceField choice:
                AssertNames(choice.Values, schema.GetProperty("enum"));
                break;
            case FlagField:
                AssertType(path, schema, "boolean", nullable: false);
                break;
            case TextField:
                AssertType(path, schema, "string", nullable: false);
                break;
            case MixedField:
                Assert.True(schema.TryGetProperty("anyOf", out _), path);
                break;
            case ListField list:
                AssertType(path, schema, "array", nullable: false);
                Assert.Equal((list.MinItems, list.MaxItems), (schema.GetProperty("minItems").GetInt32(), schema.GetProperty("maxItems").GetInt32()));
                break;
            case JsonField:
                AssertType(path, schema, "object", nullable: false);
                Assert.False(schema.TryGetProperty("additionalProperties", out var members) && members.ValueKind == JsonValueKind.False, path);
                break;
            case ObjectField fields:
                AssertObject(path, schema, fields.Fields);
                break;
            default:
                Assert.Fail($"{path}: a field of an unknown type.");
                break;
        }
    }

    private static bool IsDescribed(JsonElement schema) =>
        schema.TryGetProperty("description", out _) || schema.TryGetProperty("$ref", out var reference) && IsDescribed(Schema.Resolve(reference.GetString()!));

    private static JsonElement Resolved(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? Resolved(Schema.Resolve(reference.GetString()!)) : schema;

    private static void AssertType(string path, JsonElement schema, string type, bool nullable) =>
        Assert.True(schema.GetProperty("type").GetRawText() == (nullable ? $"[\"{type}\", \"null\"]" : $"\"{type}\""), $"{path}: type");

    private static void AssertNames(IEnumerable<string> expected, JsonElement names) =>
        AssertNames(expected, names.EnumerateArray().Select(name => name.GetString()!));

    private static void AssertNames(IEnumerable<string> expected, IEnumerable<string> actual) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
}

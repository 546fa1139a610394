using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using MuBench.Manifests;
using MuBench.TestUtils;
using MuBench.TestUtils.Fuzzing;

namespace MuBench.Tests.Manifests;

/// <summary>Reading any text as a manifest ends in a manifest or in faults.</summary>
[Collection(RunsAlone.Name)]
public sealed class ManifestFuzzTests
{
    private static readonly Gen<string> JsonValue = Gen.OneOf(
        Gen.OneOf(
            "null", "true", "0", "-1", "0.5", "1e400", "-0.0", "9223372036854775808", "\"\"", "\"./\"", "\"coarse\"", "\"fine/\"", "\"secret:\"",
            "\"secret:a\"", "\"https://\"", "\"http://[::1\"", "\"https://h/\"", "\"models/\"", "\"1s\"", "\"openai\"", "{}", "[]", "[[]]", "[{}]", "{\"id\":null}"),
        Gen.Int.Select(number => number.ToString()),
        Gen.Double.Where(double.IsFinite).Select(number => JsonSerializer.Serialize(number)),
        Gen.String.Select(text => JsonSerializer.Serialize(text)));

    private static readonly Gen<string> FieldName =
        Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 0, 12], Gen.OneOf("id", "kind", "model", "apiKey", "endpoint", "gpu", "seed", "task", "margin", "$schema", "a b", "'"));

    private static readonly Gen<string> Bytewise =
        Gen.Select(Gen.Int[0, ManifestSample.Full.Length - 1], Gen.Int[0, 4], Gen.OneOf(Gen.String[0, 3], Gen.OneOf("{", "}", "[", "]", "\"", ",", ":", "\\", "//", "/*", "\\ud800", "\0")))
            .Array[1, 3]
            .Select(edits => edits.Aggregate(ManifestSample.Full, (text, edit) =>
            {
                var at = Math.Min(edit.Item1, text.Length);
                return text.Remove(at, Math.Min(edit.Item2, text.Length - at)).Insert(at, edit.Item3);
            }));

    private static readonly Gen<string> Structural =
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 4], FieldName, JsonValue).Array[1, 4].Select(edits =>
        {
            JsonNode root = JsonNode.Parse(ManifestSample.Full)!;
            foreach (var (place, action, name, value) in edits)
                Mutate(root, place, action, name, value);
            return root.ToJsonString();
        });

    [Fact]
    public Task Read_ArbitraryBytes_GivesFaults() => RunAsync("manifest-bytes", Gen.Byte.Array[0, 200], bytes => HasOutcome(ManifestReader.Read(bytes)), bytes => bytes);

    [Fact]
    public Task Read_ManifestWithArbitraryEdits_GivesAManifestOrFaults() =>
        RunAsync("manifest-edits", Bytewise, text => HasOutcome(ManifestSample.Read(text)));

    [Fact]
    public Task Read_ManifestWithOtherValues_GivesAManifestOrFaults() =>
        RunAsync("manifest-values", Structural, text => HasOutcome(ManifestSample.Read(text)));

    [Fact]
    public Task Read_ManifestWithOtherValues_KeepsToTheRecordsRules() => RunAsync("manifest-rules", Structural, text =>
    {
        if (ManifestSample.Read(text).Manifest is not { } manifest)
            return;
        var ids = manifest.Models.Select(model => model.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.NotEmpty(manifest.Benchmark.Tasks);
        Assert.All(manifest.Models, model =>
        {
            Assert.Contains(model.Kind, ModelKinds.All);
            Assert.Equal(model.Kind is ModelKinds.OpenAI or ModelKinds.Anthropic or ModelKinds.Gemini, model.Model is not null);
            Assert.Equal(model.Kind == ModelKinds.AzureOpenAI, model.Deployment is not null);
            Assert.Equal(model.Kind == ModelKinds.Clip, model.Source is not null);
            Assert.InRange(model.MaxConcurrency ?? 1, 1, 1024);
            Assert.InRange(model.TimeoutSeconds, 0.1, 3600);
            Assert.InRange(model.Generation.Temperature ?? 0, 0, 2);
        });
        Assert.All(manifest.Gate, condition =>
        {
            Assert.Contains(condition.Model, ids);
            Assert.True(condition.AtLeast is null != condition.NotWorseThan is null);
        });
    });

    /// <summary>The schema for editors accepts every manifest that can be run.</summary>
    [Fact]
    public Task Schema_ManifestWithOtherValues_AcceptsWhatTheReaderAccepts()
    {
        var schema = new JsonSchemaSubset(File.ReadAllText(RepositoryFiles.Path("schema", "manifest.schema.json")));
        return RunAsync("manifest-schema", Structural, text =>
        {
            if (ManifestSample.Read(text).Manifest is null)
                return;
            using var document = JsonDocument.Parse(text);
            Assert.True(schema.Accepts(document.RootElement), text);
        });
    }

    private static Task RunAsync(string harness, Gen<string> texts, Action<string> check) => RunAsync(harness, texts, check, Encoding.UTF8.GetBytes);

    private static Task RunAsync<TInput>(string harness, Gen<TInput> inputs, Action<TInput> check, Func<TInput, byte[]> bytes) => FuzzRun.RunAsync(
        harness,
        5_000,
        random => inputs.Generate(new PCG(1, (ulong)random.NextInt64()), null, out _),
        input =>
        {
            check(input);
            return Task.CompletedTask;
        },
        bytes);

    private static void HasOutcome(ManifestReadResult reading)
    {
        Assert.Equal(reading.Manifest is null, reading.Faults.Count > 0);
        Assert.All(reading.Faults, fault =>
        {
            Assert.StartsWith("$", fault.Path);
            Assert.NotEmpty(fault.Message);
            Assert.True(fault.ToString().Length < 1500, fault.ToString());
            Assert.DoesNotContain(fault.ToString(), char.IsControl);
        });
    }

    /// <summary>Replaces, removes or adds a value at one place of the document.</summary>
    private static void Mutate(JsonNode root, int place, int action, string name, string value)
    {
        var containers = Containers(root).ToList();
        switch (containers[place % containers.Count])
        {
            case JsonObject fields when action == 0 || fields.Count == 0:
                fields[name] = JsonNode.Parse(value);
                break;
            case JsonObject fields when action == 1:
                fields.RemoveAt(place % fields.Count);
                break;
            case JsonObject fields:
                fields[fields.GetAt(place % fields.Count).Key] = JsonNode.Parse(value);
                break;
            case JsonArray entries when action == 0 || entries.Count == 0:
                entries.Add(JsonNode.Parse(value));
                break;
            case JsonArray entries when action == 1:
                entries.RemoveAt(place % entries.Count);
                break;
            case JsonArray entries when action == 2:
                entries.Add(entries[place % entries.Count]?.DeepClone());
                break;
            case JsonArray entries:
                entries[place % entries.Count] = JsonNode.Parse(value);
                break;
        }
    }

    private static IEnumerable<JsonNode> Containers(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Containers(field.Value)).Prepend(fields),
        JsonArray entries => entries.SelectMany(Containers).Prepend(entries),
        _ => [],
    };
}

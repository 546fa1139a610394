using System.Text.Json;
using CsCheck;
using MuBench.Manifests;
using MuBench.TestUtils;

namespace MuBench.Tests.Manifests;

/// <summary>Manifest entries of the kind <c>interpolation</c>.</summary>
public sealed class InterpolationManifestTests
{
    private const string Plain = """{ "id": "mix", "kind": "interpolation", "base": "models/a", "tuned": "./b/" }""";

    [Fact]
    public void Read_LeastEntry_HasTheDefaults()
    {
        var model = Assert.Single(ReadModels(Plain));

        Assert.Equal(("models/a", "./b", 16), (model.Base, model.Tuned, model.BatchSize));
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], model.Alphas!);
        Assert.Null(model.Target);
        Assert.Null(model.Source);
        Assert.Equal(["mix@0", "mix@0.25", "mix@0.5", "mix@0.75", "mix@1"], InterpolationModels.IdsOf(model));
    }

    [Fact]
    public void Read_AlphasInAnyOrder_AreAscending() =>
        Assert.Equal([0, 0.3, 1], Assert.Single(ReadModels(With("alphas", "[1, 0.30, -0.0]"))).Alphas!);

    [Fact]
    public void Read_EveryField_IsReadAndInTheSchema()
    {
        const string model = """{ "id": "mix", "kind": "interpolation", "base": "models/a", "tuned": "./b", "alphas": [0.1, 0.5], "target": "dataset:s_2020", "batchSize": 4, "fresh": true }""";
        using var document = JsonDocument.Parse($$"""{ "name": "a", "benchmark": { "dataset": "d" }, "models": [ {{model}} ] }""");

        var read = Assert.Single(ReadModels(model));

        Assert.Equal(("dataset:s_2020", 4, true), (read.Target, read.BatchSize, read.Fresh));
        Assert.True(new JsonSchemaSubset(File.ReadAllText(RepositoryFiles.Path("schema", "manifest.schema.json"))).Accepts(document.RootElement));
    }

    [Theory]
    [InlineData("base", null, "$.models[0].base", "is required")]
    [InlineData("base", "\"clip\"", "$.models[0].base", "did you mean 'models/clip' or './clip'?")]
    [InlineData("tuned", "\"/clip\"", "$.models[0].tuned", "is an absolute path")]
    [InlineData("tuned", "\"models/a\"", "$.models[0].tuned", "goes from one model to another")]
    [InlineData("alphas", "[]", "$.models[0].alphas", "found an empty list")]
    [InlineData("alphas", "0.5", "$.models[0].alphas", "expected a list")]
    [InlineData("alphas", "[0.5, 1.5]", "$.models[0].alphas[1]", "expected a number from 0 to 1")]
    [InlineData("alphas", "[0.5, \"1\"]", "$.models[0].alphas[1]", "expected a number from 0 to 1")]
    [InlineData("alphas", "[0.33333]", "$.models[0].alphas[0]", "at most 4 digits")]
    [InlineData("alphas", "[0.5, 0, 0.50]", "$.models[0].alphas[2]", "0.5 is already at $.models[0].alphas[0]")]
    [InlineData("target", "\"stain\"", "$.models[0].target", "'h&e', 'pathology' or 'dataset:SOURCE'")]
    [InlineData("target", "\"dataset:\"", "$.models[0].target", "'dataset:SOURCE'")]
    [InlineData("source", "\"models/a\"", "$.models[0].source", "it is a field of kind 'clip'")]
    public void Read_WrongField_IsAFaultAtItsPlace(string field, string? json, string path, string words)
    {
        var fault = Assert.Single(Read(With(field, json)).Faults);

        Assert.Equal(path, fault.Path);
        Assert.Contains(words, fault.Message);
    }

    [Theory]
    [InlineData("mix@0.25", null)]
    [InlineData("mix", "the manifest has no model 'mix'")]
    [InlineData("mix@0.3", "the manifest has no model 'mix@0.3'")]
    public void Read_GateOnAnInterpolation_NamesOneOfItsModels(string model, string? words)
    {
        var faults = Read(Plain, $$""", "gate": [{ "model": "{{model}}", "atLeast": 0.5 }]""").Faults;

        if (words is null)
            Assert.Empty(faults);
        else
            Assert.Contains(words, Assert.Single(faults).Message);
    }

    [Fact]
    public void Read_MoreModelsThanAllowedWithAllAlphas_IsAFault()
    {
        var alphas = $"[{string.Join(", ", Enumerable.Range(0, 101).Select(step => $"{step / 100m}"))}]";
        var two = $"{With("alphas", alphas)}, {With("alphas", alphas).Replace("mix", "mix2", StringComparison.Ordinal)}";

        Assert.Empty(Read(With("alphas", alphas)).Faults);
        Assert.Contains("202 models; at most 200", Assert.Single(Read(two).Faults).Message);
    }

    [Fact]
    public void IdOf_DifferentAlphas_AreDifferentSegmentsThatNoManifestCanName() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 10_000]).Sample((first, second) =>
        {
            var (a, b) = (InterpolationModels.IdOf("m", first / 10_000d), InterpolationModels.IdOf("m", second / 10_000d));
            Assert.Equal(first == second, string.Equals(a, b, StringComparison.OrdinalIgnoreCase));
            Assert.True(MuBench.Storage.StorePath.IsSegment(a));
            Assert.False(MuBench.Naming.ManifestNames.IsName(a));
        });

    private static IReadOnlyList<ModelManifest> ReadModels(string model)
    {
        var reading = Read(model);
        Assert.Empty(reading.Faults);
        return reading.Manifest!.Models;
    }

    private static ManifestReadResult Read(string models, string more = "") =>
        ManifestSample.Read($$"""{ "name": "a", "benchmark": { "dataset": "d" }, "models": [ {{models}} ] {{more}} }""");

    private static string With(string field, string? json)
    {
        var model = System.Text.Json.Nodes.JsonNode.Parse(Plain)!.AsObject();
        model.Remove(field);
        if (json is not null)
            model[field] = System.Text.Json.Nodes.JsonNode.Parse(json);
        return model.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}

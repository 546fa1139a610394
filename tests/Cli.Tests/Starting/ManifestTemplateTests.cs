using System.Text;
using MuBench.Cli.Starting;
using MuBench.Endpoints;
using MuBench.Manifests;

namespace MuBench.Tests.Cli.Starting;

public sealed class ManifestTemplateTests
{
    public static TheoryData<string> Names => [.. ManifestTemplate.All.Select(template => template.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_Defaults_IsACommentedManifestWithoutFaults(string name)
    {
        var text = ManifestTemplate.Named(name).Write("first-run", dataset: null, models: []);

        Assert.Contains("//", text);
        Assert.DoesNotContain("{{", text);
        Assert.Equal("first-run", Read(text).Name);
    }

    [Fact]
    public void Write_EveryModelWithABudget_HasKnownPrices()
    {
        var text = ManifestTemplate.Named(ManifestTemplate.Hosted).Write("all", "cells", TemplateModels.Names);

        var manifest = Read(text);

        Assert.Equal("cells", manifest.Benchmark.Dataset);
        Assert.Equal(TemplateModels.Names.Count + 1, manifest.Models.Count);
    }

    [Fact]
    public void Write_ModelFolders_AreTheModelsSources()
    {
        var clip = Read(ManifestTemplate.Named(ManifestTemplate.Clip).Write("n", null, ["./models/plip", "models/conch"]));
        var tuned = Read(ManifestTemplate.Named(ManifestTemplate.FineTune).Write("n", null, ["./a", "./b"]));

        Assert.Equal([("plip", "./models/plip"), ("conch", "models/conch")], clip.Models.Take(2).Select(model => (model.Id, model.Source!)));
        Assert.Equal(("./a", "./b"), (tuned.Models[2].Base, tuned.Models[2].Tuned));
    }

    [Theory]
    [InlineData(ManifestTemplate.Hosted, "olama", "did you mean 'ollama'?")]
    [InlineData(ManifestTemplate.FineTune, "./only-one", "name the base and then the tuned one")]
    public void Write_WrongModel_SaysWhatIsExpected(string template, string model, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserException>(() => ManifestTemplate.Named(template).Write("n", null, [model])).Message);

    [Fact]
    public void Named_UnknownTemplate_ListsThem() =>
        Assert.Contains("'own-data'", Assert.Throws<UserException>(() => ManifestTemplate.Named("mine")).Message);

    private static RunManifest Read(string text)
    {
        var reading = ManifestReader.Read(Encoding.UTF8.GetBytes(text), EndpointPolicy.ForCli(null));
        Assert.Empty(reading.Faults);
        return reading.Manifest!;
    }
}

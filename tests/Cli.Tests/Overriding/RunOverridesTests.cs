using System.Text;
using System.Text.Json.Nodes;
using MuBench.Cli.Overriding;
using MuBench.Manifests;

namespace MuBench.Tests.Cli.Overriding;

public sealed class RunOverridesTests
{
    private const string Text = """
        // a comment
        { "name": "n", "benchmark": { "dataset": "d", "limit": 100 }, "models": [
          { "id": "gpt", "kind": "openai", "endpoint": "http://localhost:1/v1", "model": "m" }, { "id": "chance", "kind": "random" }, ],
          "gate": [{ "model": "gpt", "atLeast": 0.5 }] }
        """;

    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(Text);

    [Fact]
    public void Apply_Nothing_KeepsTheBytes() => Assert.Same(Whole, RunOverrides.None.Apply(Whole));

    [Fact]
    public void Apply_PartOfTheManifest_IsAnExcerptOfItsRun()
    {
        var bytes = new RunOverrides(5, ["coarse/stain"], ["gpt"], []).Apply(Whole);

        var manifest = ManifestReader.Read(bytes).Manifest!;

        Assert.Equal((5, "gpt"), (manifest.Benchmark.Limit, Assert.Single(manifest.Models).Id));
        Assert.Equal(["coarse/stain"], manifest.Benchmark.Tasks);
        Assert.Empty(manifest.Gate);
        Assert.Equal((RunId.Of("n", Whole), 100, 2, 1), (manifest.Excerpt!.Of, manifest.Excerpt.Limit, manifest.Excerpt.Models, manifest.Excerpt.GateConditions));
        Assert.Equal(["coarse", "fine"], manifest.Excerpt.Tasks);
        Assert.NotEqual(RunId.Of("n", Whole), RunId.Of("n", bytes));
    }

    [Theory]
    [InlineData("generation.temperature=0.5", "$.generation.temperature", "0.5")]
    [InlineData("models.gpt.timeout=5m", "$.models[0].timeout", "\"5m\"")]
    [InlineData("models[0].timeout=300", "$.models[0].timeout", "300")]
    [InlineData("$.benchmark.seed=7", "$.benchmark.seed", "7")]
    [InlineData("models.gpt.controls=[\"blind\"]", "$.models[0].controls", "[\"blind\"]")]
    public void Apply_Set_ChangesTheField(string set, string path, string expected)
    {
        var bytes = new RunOverrides(null, [], [], [set]).Apply(Whole);

        var node = JsonNode.Parse(bytes)!;
        foreach (var step in path[2..].Replace("[0]", ".0").Split('.'))
            node = node is JsonArray list ? list[int.Parse(step)]! : node![step]!;
        Assert.Equal(expected, node.ToJsonString());
        Assert.Null(ManifestReader.Read(bytes).Manifest!.Excerpt);
    }

    [Theory]
    [InlineData("temperature", "expected FIELD=VALUE")]
    [InlineData("benchmark.limit=5", "use --limit")]
    [InlineData("models=[]", "use --model")]
    [InlineData("models.gtp.timeout=5", "its nearest is 'gpt'")]
    [InlineData("models.zzz.timeout=5", "expected an index from 0 to 1 or one of 'gpt' or 'chance'")]
    [InlineData("name.first=5", "no object of the manifest")]
    public void Apply_WrongSet_SaysWhatIsExpected(string set, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserException>(() => new RunOverrides(null, [], [], [set]).Apply(Whole)).Message);

    [Fact]
    public void Apply_NoJson_LeavesTheFaultToTheReader()
    {
        var text = "{ nothing"u8.ToArray();

        Assert.Same(text, new RunOverrides(5, [], [], []).Apply(text));
    }

    [Fact]
    public void ToString_AllOptions_IsWhatAUserTypes() => Assert.Equal(
        " --limit 5 --task coarse --model gpt --set generation.temperature=0 --set 'a.b=two words'",
        new RunOverrides(5, ["coarse"], ["gpt"], ["generation.temperature=0", "a.b=two words"]).ToString());
}

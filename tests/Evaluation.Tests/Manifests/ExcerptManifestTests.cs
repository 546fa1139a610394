using System.Text;
using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

public sealed class ExcerptManifestTests
{
    [Theory]
    [InlineData("""{ "limit": 101 }""", "$.excerpt.limit: an excerpt has at most the images of the whole run: 'limit' is 100 in 'benchmark'; found 101")]
    [InlineData("""{ "models": ["chnce"] }""", "$.excerpt.models[0]: the manifest has no model 'chnce'; did you mean 'chance'?")]
    [InlineData("""{ "models": ["chance", "chance"] }""", "$.excerpt.models[1]: 'chance' occurs twice; keep one")]
    [InlineData("""{ "tasks": ["cognition"] }""", "$.excerpt.tasks[0]: 'cognition' is no task of this manifest, nor a part of one; it has 'coarse' and 'fine'")]
    [InlineData("{}", "$.excerpt: expected at least one of 'limit', 'tasks' and 'models'")]
    [InlineData("""{ "model": ["chance"] }""", "$.excerpt.model: unknown field; did you mean 'models'?")]
    public void Read_WrongExcerpt_IsAFault(string excerpt, string expected) => Assert.Contains(expected, Read(excerpt).Faults.Select(fault => $"{fault}"));

    [Fact]
    public void Read_PartOfATask_IsAllowed() => Assert.Equal(["coarse/stain"], Read("""{ "tasks": ["coarse/stain"] }""").Manifest!.Benchmark.Tasks);

    [Fact]
    public void Read_Excerpt_NamesTheRunOfTheManifestWithoutIt()
    {
        var manifest = Read("""{ "limit": 5 }""").Manifest!;

        Assert.Equal(RunId.Of("n", Encoding.UTF8.GetBytes(Text(null))), manifest.Excerpt!.Of);
    }

    private static ManifestReadResult Read(string excerpt) => ManifestReader.Read(Encoding.UTF8.GetBytes(Text(excerpt)));

    private static string Text(string? excerpt) =>
        $$"""{ "name": "n", "benchmark": { "dataset": "d", "limit": 100 }, "models": [{ "id": "chance", "kind": "random" }]{{(excerpt is null ? "" : $", \"excerpt\": {excerpt}")}} }""";
}

using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

public sealed class UntilManifestTests
{
    [Fact]
    public void Read_Until_HasItsFieldsAndDefaults()
    {
        var until = Read("""{ "verdicts": "all" }""").Manifest!.Until!;
        var full = Read("""{ "verdicts": [["a", "b"]], "task": "coarse", "margin": 0.03, "halfWidth": 0.015, "alpha": 0.01, "maxImages": 8000 }""").Manifest!.Until!;

        Assert.Equal(("all", "coarse", 0.02, 0.05), (until.Verdicts, until.Task, until.Margin, until.Alpha));
        Assert.Equal(["a", "b"], Assert.Single(full.Pairs!));
        Assert.Equal((0.03, 0.015, 0.01, 8000), (full.Margin, full.HalfWidth, full.Alpha, full.MaxImages));
        Assert.Null(Read(null).Manifest!.Until);
    }

    [Theory]
    [InlineData("{}", "$.until: expected 'verdicts', 'halfWidth' or both: what the run is to find out")]
    [InlineData("""{ "verdicts": "best" }""", "$.until.verdicts: expected \"all\", \"leader\" or a list of pairs such as [[\"gpt\", \"claude\"]]; found 'best'")]
    [InlineData("""{ "verdicts": [["a"]] }""", "$.until.verdicts[0]: expected a pair of ids of models, such as [\"gpt\", \"claude\"]; found a list")]
    [InlineData("""{ "verdicts": [["a", "a"]] }""", "$.until.verdicts[0]: 'a' is compared with itself; name two models")]
    [InlineData("""{ "verdicts": [["a", "bb"]] }""", "$.until.verdicts[0]: the manifest has no model 'bb'; did you mean 'b'?")]
    [InlineData("""{ "verdicts": [["a", "b"], ["b", "a"]] }""", "$.until.verdicts[1]: the pair occurs twice; keep one")]
    [InlineData("""{ "halfWidth": 0.1, "margin": 0.1 }""", "$.until.margin: belongs to 'verdicts'; add them, or leave the margin out")]
    [InlineData("""{ "verdicts": "all", "task": "fine" }""", "$.until.task: the manifest has no task 'fine'; it has 'coarse'")]
    [InlineData("""{ "verdicts": "all", "looks": 3 }""", "$.until.looks: unknown field; the fields here are 'verdicts', 'task', 'margin', 'halfWidth', 'alpha', 'maxImages' and 'helpers'")]
    public void Read_FaultyUntil_NamesFieldAndFix(string until, string fault) => Assert.Equal(fault, Assert.Single(Read(until).Faults).ToString());

    [Theory]
    [InlineData("""["clip"]""", null)]
    [InlineData("""["cli"]""", "$.until.helpers[0]: the manifest has no model 'cli'; did you mean 'clip'?")]
    [InlineData("""["a"]""", "$.until.helpers[0]: 'a' is no contrastive model in process, whose answers cost nothing; to use answers of another model, ask it in a run without 'until' first")]
    [InlineData("""["remote"]""", "$.until.helpers[0]: 'remote' is no contrastive model in process, whose answers cost nothing; to use answers of another model, ask it in a run without 'until' first")]
    [InlineData("""["clip", "clip"]""", "$.until.helpers[1]: 'clip' occurs twice; keep one")]
    [InlineData("""["clip"], "maxImages": 500""", "$.until.helpers: are asked about every image, and 'maxImages' limits the images; leave one of them out")]
    public void Read_Helpers_AreContrastiveModelsInProcess(string helpers, string? fault)
    {
        const string Models = """ }, { "id": "clip", "kind": "clip", "source": "models/x" }, { "id": "remote", "kind": "clip", "endpoint": "https://clip.example", "model": "x" """;
        var read = Read($$"""{ "verdicts": [["a", "b"]], "helpers": {{helpers}} }""", Models);
        Assert.Equal(fault is null ? [] : [fault], read.Faults.Select(found => found.ToString()));
        if (fault is null)
            Assert.Equal(["clip"], read.Manifest!.Until!.Helpers!);
    }

    [Theory]
    [InlineData(", \"controls\": [\"blind\"]", "$.until: the model 'a' has controls, repeats or permutations, which ask every question again; leave 'until' out, or these")]
    [InlineData(", \"repeats\": 2", "$.until: the model 'a' has controls, repeats or permutations, which ask every question again; leave 'until' out, or these")]
    public void Read_PassesBesideUntil_AreAFault(string more, string fault) => Assert.Equal(fault, Assert.Single(Read("""{ "verdicts": "all" }""", more).Faults).ToString());

    private static ManifestReadResult Read(string? until, string more = "") => ManifestSample.Read($$"""
        {
          "name": "until", "benchmark": { "dataset": "d", "tasks": ["coarse"] },
          "models": [ { "id": "a", "kind": "openai", "model": "gpt-5", "apiKey": "secret:k" {{more}} }, { "id": "b", "kind": "random" } ]
          {{(until is null ? "" : $", \"until\": {until}")}}
        }
        """);
}

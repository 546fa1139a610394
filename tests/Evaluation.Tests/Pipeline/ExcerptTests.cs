using MuBench.Pipeline.Planning;
using MuBench.Reports;
using MuBench.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>Excerpts of a run: their responses are those of the whole run, and their numbers say what they are.</summary>
public sealed class ExcerptTests
{
    private const string Benchmark = """{ "dataset": "drawn", "tasks": ["coarse", "own"], "limit": 20, "seed": 3 }""";

    [Fact]
    public async Task PlanAsync_Excerpt_IsAPartOfTheWholeRunsSample()
    {
        await using var harness = await CreateAsync();

        var whole = await harness.PlanAsync(Model(), Benchmark);
        var excerpt = await harness.PlanAsync(Model(), Benchmark, """, "excerpt": { "limit": 5, "tasks": ["coarse/stain"] }""");

        Assert.Equal((5, 5), (excerpt.Images, excerpt.Questions));
        Assert.Equal(new PlannedExcerpt(20, whole.Questions), excerpt.Excerpt);
        Assert.Empty(excerpt.Shards.SelectMany(shard => shard.Rows!).Except(whole.Shards.SelectMany(shard => shard.Rows!)));
        Assert.Null(whole.Excerpt);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"fresh\": true")]
    public async Task PlanAsync_Excerpt_HasTheKeysOfTheWholeRun(string more)
    {
        await using var harness = await CreateAsync();

        var whole = await harness.PlanAsync(Model(more), Benchmark);
        // Without the task 'own', whose style needs more output tokens.
        var excerpt = await harness.PlanAsync(Model(more), Benchmark, """, "excerpt": { "tasks": ["coarse"], "models": ["m"] }""");

        Assert.Equal(2048, whole.Models[0].Manifest.Generation.MaxOutputTokens);
        Assert.Equal(whole.Models[0].Key, excerpt.Models[0].Key);
        Assert.NotEqual(whole.RunId, excerpt.RunId);
    }

    [Fact]
    public async Task RunAsync_WholeRunAfterAnExcerpt_AsksTheRest()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await CreateAsync();
        var model = $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" }, { "id": "chance", "kind": "random" }""";

        var excerpt = await harness.PlanAsync(model, Benchmark, """, "excerpt": { "limit": 5, "models": ["m"] }, "gate": [{ "model": "m", "atLeast": 0.1 }]""");
        await harness.RunAsync(excerpt);
        var asked = server.Calls.Count;
        var whole = await harness.PlanAsync(model, Benchmark, """, "gate": [{ "model": "m", "atLeast": 0.1 }]""");
        await harness.RunAsync(whole);

        Assert.Equal(excerpt.Questions, asked);
        Assert.Equal(whole.Questions, server.Calls.Count);
        foreach (var file in (string[])[ReportFiles.Html, ReportFiles.Markdown])
            Assert.Contains($"This is an excerpt of the run {whole.RunId}: 5 of 20 images", await ReadAsync(harness, excerpt, file));
        Assert.Contains("The gate (1 condition) is not decided.", await ReadAsync(harness, excerpt, ReportFiles.Markdown));
        Assert.All((await ReadAsync(harness, excerpt, ReportFiles.Csv)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1), row => Assert.Contains("5 of 20 images", row));
        Assert.Contains($"\"of\": \"{whole.RunId}\"", await ReadAsync(harness, excerpt, ReportFiles.Json));
        Assert.DoesNotContain("excerpt", await ReadAsync(harness, whole, ReportFiles.Csv));
    }

    private static async Task<string> ReadAsync(PipelineHarness harness, RunPlan plan, string file) =>
        System.Text.Encoding.UTF8.GetString((await harness.Store.TryReadAsync(StoreLayout.RunReport(plan.RunId, file), TestContext.Current.CancellationToken))!);

    private static string Model(string more = "") => $$"""{ "id": "m", "kind": "openai", "endpoint": "http://127.0.0.1:9/v1", "model": "loop"{{more}} }""";

    /// <summary>40 images, half of them with a question that is answered after reasoning.</summary>
    private static Task<PipelineHarness> CreateAsync() => PipelineHarness.CreateAsync(40, spoil: folder =>
    {
        var path = Path.Combine(folder, "questions.jsonl");
        var lines = File.ReadAllLines(path);
        for (var line = 0; line < lines.Length; line += 2)
            lines[line] = lines[line].Replace("\"questions\":{", "\"questions\":{\"own\":{\"style\":\"microvqa\",\"question\":\"Which?\",\"options\":[\"one\",\"two\"],\"answer_idx\":0},", StringComparison.Ordinal);
        File.WriteAllLines(path, lines);
    });
}

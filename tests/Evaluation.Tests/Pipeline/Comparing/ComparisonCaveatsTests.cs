using System.Text.Json.Nodes;
using MuBench.Pipeline.Comparing;
using MuBench.Reports;
using MuBench.Reports.Html.Comparisons;
using MuBench.Scoring;
using MuBench.Storage;
using MuBench.TestUtils.Http;
using MuBench.Versions;

namespace MuBench.Tests.Pipeline.Comparing;

/// <summary>What is not the same for two compared runs is said beside their differences.</summary>
public sealed class ComparisonCaveatsTests
{
    private static readonly ReportCode Code = new("1.2.0", "0123abcd");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OtherDisplaysAndCode_SaysSoInEveryRendering()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await DisplayRunTests.CreateAsync();
        var model = $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" }""";
        var a = await RunAsync(harness, model, "");
        var b = await RunAsync(harness, model, """, "display": "full" """);
        await EditAsync(harness, StoreLayout.RunReport(b, ReportFiles.Json), report => report["run"]!["code"]!["commit"] = "deadbeef");

        var comparison = await new CompareRuns(harness.Store).RunAsync(new CompareRequest(a, b), Token);

        Assert.Equal(("percentile 0.1-99.9", "full 0-4095"), (comparison.A.Display, comparison.B.Display));
        Assert.Equal("deadbeef", comparison.B.Code!.Commit);
        Assert.Collection(
            comparison.Caveats!,
            display => Assert.Equal($"Images of more than 8 bits per sample were not shown in the same way: {a} by display 'percentile 0.1-99.9', {b} by display 'full 0-4095'. A difference between the runs may come from that.", display),
            code => Assert.Contains($"{b} by MuBench {CodeVersion.Current.Version} (commit deadbeef)", code, StringComparison.Ordinal));
        var page = ComparisonPage.Render(comparison);
        Assert.Contains("were not shown in the same way", page, StringComparison.Ordinal);
        Assert.Contains("(commit deadbeef)", page, StringComparison.Ordinal);
        Assert.Equal(2, JsonNode.Parse(JsonReport.Render(comparison))!["caveats"]!.AsArray().Count);
    }

    [Fact]
    public async Task RunAsync_OtherPrecision_SaysSo()
    {
        await using var harness = await PipelineHarness.CreateAsync(4);
        await harness.StoreModelAsync("models/tiny", "tests/Contrastive.Tests/data/clip");
        const string Model = """{ "id": "m", "kind": "clip", "source": "models/tiny" }""";
        var a = await RunAsync(harness, Model, "", "coarse");
        var b = await RunAsync(harness, Model, "", "coarse/stain");
        Assert.Null((await new CompareRuns(harness.Store).RunAsync(new CompareRequest(a, b), Token)).Caveats);
        await EditAsync(harness, StoreLayout.RunScores(b, "m"), scores => scores["computedBy"] = new JsonArray(new JsonObject { ["by"] = "int8 on elsewhere", ["answers"] = 4 }));

        var comparison = await new CompareRuns(harness.Store).RunAsync(new CompareRequest(a, b), Token);

        Assert.Contains($", {b}/m in int8 on elsewhere.", Assert.Single(comparison.Caveats!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("full", "full", true, 0)]
    [InlineData("full", "minmax", true, 1)]
    [InlineData("full", null, true, 0)] // the other run shows no deep image, so they share none
    [InlineData("full", null, false, 1)] // the other dataset does not say whether it has some
    [InlineData(null, null, false, 0)]
    public void Of_Displays_AreNamedWhereTheyMayMatter(string? a, string? b, bool knowDepth, int expected) =>
        Assert.Equal(expected, ComparisonCaveats.Of(Run("a") with { Display = a }, Run("b") with { Display = b }, knowDepth).Count());

    [Fact]
    public void Of_CodeThatIsNotKnown_IsNoDifference() => Assert.Empty(ComparisonCaveats.Of(Run("a") with { Code = null }, Run("b"), true));

    [Fact]
    public void Of_ModelsComputedInTheSameWays_IsNull()
    {
        ComputedCount[] a = [new("fp32 on x64 AVX2", 9), new("fp32 on x64 AVX512", 1)];
        ComputedCount[] b = [new("fp32 on x64 AVX512", 5), new("fp32 on x64 AVX2", 5)];

        Assert.Null(ComparisonCaveats.Of("a/m", a, "b/m", b));
        Assert.Null(ComparisonCaveats.Of("a/m", a, "b/m", null)); // one of them writes text
    }

    private static ComparedRun Run(string id) => new(id, "drawn", "1", 4) { Code = Code };

    private static async Task<string> RunAsync(PipelineHarness harness, string model, string display, string task = "phase")
    {
        var plan = await harness.PlanAsync(model, $$"""{ "dataset": "drawn", "tasks": ["{{task}}"], "protocol": "strict" {{display}} }""");
        await harness.RunAsync(plan);
        return plan.RunId;
    }

    private static async Task EditAsync(PipelineHarness harness, StorePath path, Action<JsonNode> edit)
    {
        var document = JsonNode.Parse((await harness.Store.TryReadAsync(path, Token))!)!;
        edit(document);
        await harness.Store.WriteAsync(path, System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), Token);
    }
}

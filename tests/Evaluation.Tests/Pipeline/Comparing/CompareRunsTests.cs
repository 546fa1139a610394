using System.Text.Json.Nodes;
using MuBench.Datasets;
using MuBench.Pipeline.Comparing;
using MuBench.Pipeline.Scoring;
using MuBench.Reports;
using MuBench.Reports.Html.Comparisons;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Comparing;

public sealed class CompareRunsTests
{
    private const string Floors = """{ "id": "chance", "kind": "random" }, { "id": "most", "kind": "majority" }""";

    [Fact]
    public async Task RunAsync_OtherLimitsAndTasks_ComparesTheSharedQuestions()
    {
        await using var harness = await PipelineHarness.CreateAsync(60);
        var all = await RunAsync(harness, Floors, """{ "dataset": "drawn", "tasks": ["coarse"] }""");
        var some = await RunAsync(harness, """{ "id": "chance", "kind": "random" }""", """{ "dataset": "drawn", "limit": 20, "seed": 9 }""");

        var comparison = await new CompareRuns(harness.Store).RunAsync(new CompareRequest(all, some), TestContext.Current.CancellationToken);

        Assert.Equal((100, 20), (comparison.Questions, comparison.Images));
        Assert.Equal((300, 120), (comparison.A.Questions, comparison.B.Questions));
        var coarse = comparison.Comparisons.Single(pair => pair is { Task: "coarse", Slice: "all" });
        Assert.Equal(($"{all}/chance", $"{some}/chance", 100), (coarse.A, coarse.B, coarse.N));
        Assert.NotNull(coarse.MinimumDetectableEffect);
    }

    [Fact]
    public async Task RunAsync_SameAnswersUnderOtherRows_DifferInNothing()
    {
        // Another import of the same pictures in another order, with other rows, other shards and another revision.
        await using var harness = await PipelineHarness.CreateAsync(70);
        var rows = await File.ReadAllLinesAsync(Path.Combine(harness.DatasetFolder, "questions.jsonl"), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(harness.DatasetFolder, "questions.jsonl"), rows.Reverse(), TestContext.Current.CancellationToken);
        await DatasetImporter.ImportAsync(harness.Store, "turned", harness.DatasetFolder, new ImportOptions(), null, TestContext.Current.CancellationToken);
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter()));
        var model = $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x" }""";
        var a = await RunAsync(harness, model, """{ "dataset": "drawn" }""");
        var b = await RunAsync(harness, model, """{ "dataset": "turned" }""");

        var comparison = await new CompareRuns(harness.Store).RunAsync(new CompareRequest(a, b), TestContext.Current.CancellationToken);

        Assert.Equal(420, comparison.Questions);
        Assert.NotEqual(comparison.A.Revision, comparison.B.Revision);
        Assert.All(comparison.Comparisons, pair => Assert.Equal((0, 0, 0.0), (pair.OnlyA, pair.OnlyB, pair.Difference)));
    }

    [Fact]
    public async Task RunAsync_ModelsOfOneRunOnly_AreNamedUnlessThePairIsNamed()
    {
        await using var harness = await PipelineHarness.CreateAsync(20);
        var a = await RunAsync(harness, """{ "id": "chance", "kind": "random" }, { "id": "toy", "kind": "majority" }""");
        var b = await RunAsync(harness, """{ "id": "chance", "kind": "random" }, { "id": "toy2", "kind": "majority" }""");
        var compare = new CompareRuns(harness.Store);

        var comparison = await compare.RunAsync(new CompareRequest(a, b), TestContext.Current.CancellationToken);
        var named = await compare.RunAsync(new CompareRequest(a, b, "toy", "toy2"), TestContext.Current.CancellationToken);

        Assert.Equal(["toy"], comparison.OnlyInA!);
        Assert.Equal(["toy2"], comparison.OnlyInB!);
        Assert.Equal("toy", (string)JsonNode.Parse(JsonReport.Render(comparison))!["onlyInA"]![0]!);
        Assert.Contains($"&#39;toy&#39; is only in {a}", ComparisonPage.Render(comparison), StringComparison.Ordinal);
        Assert.Null(named.OnlyInA);
        Assert.Null(named.OnlyInB);
        Assert.Equal($"{a}/toy", named.Comparisons[0].A);
    }

    [Fact]
    public async Task RunAsync_NamedModels_ComparesThem()
    {
        await using var harness = await PipelineHarness.CreateAsync(20);
        var run = await RunAsync(harness, Floors);

        var comparison = await new CompareRuns(harness.Store).RunAsync(new CompareRequest(run, run, "chance", "most", "strict"), TestContext.Current.CancellationToken);

        Assert.Equal("strict", comparison.Protocol);
        Assert.Equal(120, comparison.Questions);
    }

    [Fact]
    public async Task RunAsync_WhatCannotBeCompared_IsRefusedWithAReason()
    {
        await using var harness = await PipelineHarness.CreateAsync(20);
        var coarse = await RunAsync(harness, Floors, """{ "dataset": "drawn", "tasks": ["coarse"] }""");
        var fine = await RunAsync(harness, Floors, """{ "dataset": "drawn", "tasks": ["fine"] }""");
        var strict = await RunAsync(harness, """{ "id": "dice", "kind": "random" }""", """{ "dataset": "drawn", "protocol": "strict" }""");

        await RefusedAsync(harness, new CompareRequest(coarse, fine), "no question in common");
        await RefusedAsync(harness, new CompareRequest(coarse, coarse), "compared with itself");
        await RefusedAsync(harness, new CompareRequest(coarse, strict), "--protocol");
        await RefusedAsync(harness, new CompareRequest(coarse, strict, Protocol: "official"), "no model id in common");
        await RefusedAsync(harness, new CompareRequest(coarse, strict, "chnce", "dice", "official"), "'chance'");
        await RefusedAsync(harness, new CompareRequest(coarse, "none-00000000"), "no run 'none-00000000'");
        await RefusedAsync(harness, new CompareRequest("../x", coarse), "../x");
    }

    [Fact]
    public async Task RunAsync_OtherAnswerKey_IsRefused()
    {
        await using var harness = await PipelineHarness.CreateAsync(20);
        var file = Path.Combine(harness.DatasetFolder, "questions.jsonl");
        var rows = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        var row = JsonNode.Parse(rows[0])!;
        var question = row["questions"]!["stain"]!;
        question["answer_idx"] = ((int)question["answer_idx"]! + 1) % 4;
        question["answer"] = (string)question["options"]![(int)question["answer_idx"]!]!;
        rows[0] = row.ToJsonString();
        await File.WriteAllLinesAsync(file, rows, TestContext.Current.CancellationToken);
        await DatasetImporter.ImportAsync(harness.Store, "mended", harness.DatasetFolder, new ImportOptions(), null, TestContext.Current.CancellationToken);
        var a = await RunAsync(harness, Floors, """{ "dataset": "drawn" }""");
        var b = await RunAsync(harness, Floors, """{ "dataset": "mended" }""");

        await RefusedAsync(harness, new CompareRequest(a, b), "do not agree on the answer of 1 of 120");
    }

    [Fact]
    public async Task RunAsync_VoidModel_IsRefused()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(400, "odd"));
        await using var harness = await PipelineHarness.CreateAsync(2);
        var run = await RunAsync(harness, Floors + $$""", { "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x" }""");

        await RefusedAsync(harness, new CompareRequest(run, run, "m", "chance"), "is void");
    }

    [Fact]
    public async Task Renderings_OfAComparison_AreRepeatableAndEscaped()
    {
        await using var harness = await PipelineHarness.CreateAsync(10);
        var run = await RunAsync(harness, Floors);
        var comparison = await new CompareRuns(harness.Store).RunAsync(new CompareRequest(run, run, "chance", "most"), TestContext.Current.CancellationToken);
        comparison = comparison with { A = comparison.A with { Id = "<script>alert(1)</script>" } };

        var page = ComparisonPage.Render(comparison);

        Assert.Equal(page, ComparisonPage.Render(comparison));
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("most", page, StringComparison.Ordinal);
        Assert.Equal(JsonReport.Render(comparison), JsonReport.Render(comparison));
    }

    private static async Task RefusedAsync(PipelineHarness harness, CompareRequest request, string words)
    {
        var fault = await Assert.ThrowsAnyAsync<UserException>(() => new CompareRuns(harness.Store).RunAsync(request, TestContext.Current.CancellationToken));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(PipelineHarness harness, string models, string benchmark = """{ "dataset": "drawn" }""")
    {
        var plan = await harness.PlanAsync(models, benchmark);
        foreach (var id in plan.Models.Select(model => model.Manifest.Id))
        {
            for (var shard = 0; shard < plan.Shards.Count; shard++)
                await harness.EvaluateAsync(id, shard);
            await harness.Score.RunAsync(new ScoreModelRequest(plan.RunId, id), TestContext.Current.CancellationToken);
        }

        return plan.RunId;
    }
}

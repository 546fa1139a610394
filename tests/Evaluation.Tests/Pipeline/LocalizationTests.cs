using System.Text.RegularExpressions;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Slices;
using MuBench.Storage;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>The pipeline with boxes: which models are asked, how often, and what is scored.</summary>
public sealed partial class LocalizationTests
{
    private const int Images = 4; // a cell and its nucleus, two nuclei, a mitochondrion, three blood cells: five questions
    private const string Benchmark = """{ "dataset": "drawn", "tasks": ["coarse", "localization"] }""";

    [Fact]
    public async Task PaliGemma_EmptyReply_IsAskedToSegmentAndThatCounts()
    {
        await using var harness = await CreateAsync();
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(
            call.Prompt.StartsWith("detect nucleus", StringComparison.Ordinal) ? ""
            : call.Prompt.StartsWith("detect", StringComparison.Ordinal) ? "<loc0102><loc0102><loc0921><loc0614> cell" // (20, 10) to (120, 90)
            : call.Prompt.StartsWith("segment", StringComparison.Ordinal) ? "<loc0307><loc0256><loc0717><loc0461><seg001> nucleus"
            : "A"));
        await harness.PlanAsync(Model(server, "paligemma"), Benchmark);

        await harness.EvaluateAsync();
        await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m"), TestContext.Current.CancellationToken);

        // Four coarse questions and five detections, one of which gets an empty response.
        Assert.Equal(10, server.Count);
        var log = await harness.LogAsync();
        Assert.Equal(["detect:paligemma", "detect:paligemma", "detect:paligemma", "detect:paligemma", "detect:paligemma", "segment:paligemma"], log.Select(line => line.Form).OfType<string>().Order());
        var scores = await harness.ScoresAsync("m");
        Assert.Equal((10L, 9), (scores.Usage.Calls, scores.Outcomes.Total));
        Assert.InRange(Find(scores, "class:cell").Accuracy!.Value, 0.98, 1);
        Assert.InRange(Find(scores, "class:nucleus").Accuracy!.Value, 0.97, 1);
        Assert.InRange(Find(scores, "metric:dice/burgess_et_al_2024_texture").Accuracy!.Value, 0.97, 1);
        Assert.Equal("dice", Find(scores, "metric:dice").Metric);
        // One box, and none of the three; the blood cells have no outline.
        Assert.Equal((5, 4), (Find(scores, "all").N, Find(scores, "metric:mask-iou").N));
    }

    [Fact]
    public async Task PaliGemma_SecondCallThatFails_IsAskedAgainAloneByALaterRun()
    {
        await using var harness = await CreateAsync();
        var isDown = true;
        await using var server = await LoopbackChatServer.StartAsync(call =>
            call.Prompt.StartsWith("segment", StringComparison.Ordinal) && isDown ? LoopbackResponse.Error(400, "no") : LoopbackResponse.Text(call.Prompt.StartsWith("detect", StringComparison.Ordinal) ? "" : "A"));
        var plan = await harness.PlanAsync(Model(server, "paligemma"), Benchmark);
        var first = await harness.EvaluateAsync();
        Assert.Equal((4, 5), (first.Answered, first.Failed));
        await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m"), TestContext.Current.CancellationToken);
        Assert.Equal(5, (await harness.ScoresAsync("m")).Outcomes.Failed);
        var before = server.Count;

        isDown = false;
        var second = await harness.EvaluateAsync();

        Assert.Equal((5, 4), (second.Answered, second.Reused));
        Assert.Equal(5, server.Count - before);
        Assert.All(server.Calls.TakeLast(5), call => Assert.StartsWith("segment ", call.Prompt, StringComparison.Ordinal));
        Assert.Equal(9, plan.QuestionsOf(plan.Models[0]));
    }

    [Fact]
    public async Task OtherFamilies_AreAskedOnceInTheirWords()
    {
        await using var harness = await CreateAsync();
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.Prompt.Contains("etect", StringComparison.Ordinal) || call.Prompt.Contains("Find", StringComparison.Ordinal) ? "" : "A"));
        await harness.PlanAsync($"{Model(server, "qwen-vl", "q")}, {Model(server, "json", "j")}", Benchmark);
        await harness.EvaluateAsync("q");
        await harness.EvaluateAsync("j");
        Assert.Equal(18, server.Count);
        Assert.Equal(
            ["Detect H2B-mCherry", "Detect cell", "Detect mitochondrion", "Detect nucleus", "Detect red blood cell"],
            server.Calls.Select(call => call.Prompt).Where(prompt => prompt.StartsWith("Detect ", StringComparison.Ordinal) && !prompt.Contains('"', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(5, server.Calls.Count(call => call.Prompt.StartsWith("Find every \"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ModelsThatDrawNoBoxes_AreNotAskedAndNotVoid()
    {
        await using var harness = await CreateAsync();
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(Letter().IsMatch(call.Prompt) ? "A" : "[]"));
        var plan = await harness.PlanAsync(
            $$"""{{Model(server, "json")}}, { "id": "chance", "kind": "random" }""", """{ "dataset": "drawn", "tasks": ["coarse", "localization"], "repeats": 2 }""", """, "controls": ["blind"]""");
        Assert.Equal((9, 4), (plan.Questions, plan.QuestionsOf(plan.ModelOf("chance"))));
        foreach (var model in plan.Models)
        {
            var result = await harness.EvaluateAsync(model.Manifest.Id);
            Assert.Equal((plan.QuestionsOf(model), 0), (result.Answered, result.Reused));
            await harness.Score.RunAsync(new ScoreModelRequest(plan.RunId, model.Manifest.Id), TestContext.Current.CancellationToken);
        }

        await harness.Report.RunAsync(new WriteReportRequest(plan.RunId), TestContext.Current.CancellationToken);

        var report = await ReportAsync(harness);
        var chance = report.Models.Single(model => model.Id == "chance");
        Assert.Equal((false, 5, 0), (chance.Void, chance.NotApplicable, chance.Missing));
        Assert.Contains(chance.Notes, note => note.StartsWith("5 questions ask for boxes", StringComparison.Ordinal));
        Assert.DoesNotContain(chance.Scores, score => score.Task == "localization");
        // Further passes ask questions with options again; boxes are asked for once.
        Assert.Equal(5, report.Models.Single(model => model.Id == "m#blind").NotApplicable);
        Assert.All(report.Comparisons, comparison => Assert.Equal("coarse", comparison.Task));
        var drawn = report.Models.Single(model => model.Id == "m");
        Assert.Equal((0, 0), (drawn.NotApplicable, drawn.Missing));
        Assert.Contains(drawn.Notes, note => note.Contains("family 'json', which is MuBench's own", StringComparison.Ordinal));
        var whole = drawn.Scores.Where(score => score is { Task: "localization", Slice: "all" }).ToList();
        Assert.Equal(["official", "strict"], whole.Select(score => score.Protocol));
        Assert.All(whole, score => Assert.Equal((0.0, "grit"), (score.Accuracy, score.Metric)));
    }

    [Theory]
    [InlineData("localization/cell", 1)]
    [InlineData("localization/held_et_al_2010_h2b", 1)]
    [InlineData("localization", 5)]
    public async Task Tasks_NameSourcesAndClasses(string task, int questions)
    {
        await using var harness = await CreateAsync();
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("[]"));
        Assert.Equal(questions, (await harness.PlanAsync(Model(server, "json"), $$"""{ "dataset": "drawn", "tasks": ["{{task}}"] }""")).Questions);
    }

    [Fact]
    public async Task Task_ClassThatTheDatasetHasNot_IsNamedWithTheNearest()
    {
        await using var harness = await CreateAsync();
        var fault = await Assert.ThrowsAsync<UserException>(() => harness.PlanAsync("""{ "id": "chance", "kind": "random" }""", """{ "dataset": "drawn", "tasks": ["localization/wu_et_al_2032"] }"""));
        Assert.Contains("localization/wu_et_al_2023", fault.Message, StringComparison.Ordinal);
    }

    private static Task<PipelineHarness> CreateAsync() => PipelineHarness.CreateAsync(images: 1, spoil: folder => RegionDataset.Write(folder, Images));

    private static string Model(LoopbackChatServer server, string family, string id = "m") =>
        $$"""{ "id": "{{id}}", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "{{family}}-loop", "detection": "{{family}}", "maxConcurrency": 2 }""";

    private static SliceScore Find(ModelScores scores, string slice) =>
        scores.Scores.Single(score => score.Task == "localization" && score.Slice == slice && score.Protocol == "official");

    private static async Task<RunReport> ReportAsync(PipelineHarness harness)
    {
        var path = StoreLayout.RunReport(harness.RunId, "report.json");
        return JsonDocuments.Read((await harness.Store.TryReadAsync(path, TestContext.Current.CancellationToken))!, ReportJsonContext.Default.RunReport, path);
    }

    [GeneratedRegex("^Answer with a single letter")]
    private static partial Regex Letter();
}

using System.Text.Json;
using MuBench.Pipeline;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring.Parity;
using MuBench.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>The five steps in sequence, as a conductor calls them.</summary>
public sealed class PipelineTests
{
    private const string Floors = """{ "id": "chance", "kind": "random" }, { "id": "most", "kind": "majority" }""";

    private const string Thinker = """{ "id": "t", "kind": "openai", "endpoint": "http://127.0.0.1:9/v1", "model": "gpt-5-mini" }""";

    [Fact]
    public async Task Steps_InOrder_GiveAReport()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 100);
        var plan = await harness.PlanAsync(Floors);
        Assert.Equal((100, 600, 2), (plan.Images, plan.Questions, plan.Shards.Count));

        await harness.RunAsync(plan);

        var report = await ReportAsync(harness);
        Assert.Equal(["chance", "most"], report.Models.Select(model => model.Id));
        var chance = report.Models[0].Scores.Single(score => score is { Task: "coarse", Slice: "all", Protocol: "official" });
        Assert.Equal(500, chance.N);
        Assert.InRange(chance.Accuracy!.Value, 0.12, 0.28); // five options
        Assert.Equal(600, report.Models[0].Outcomes.Total);
        Assert.NotEmpty(report.Comparisons);
    }

    [Fact]
    public async Task Plan_ReasoningModelWithoutALimit_HasASufficientOne()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 1);

        var plan = await harness.PlanAsync(Thinker);

        Assert.Equal(8000, plan.Models[0].Manifest.Generation.MaxOutputTokens);
        Assert.Empty(OutputLimits.Warnings(plan));
    }

    [Fact]
    public async Task Plan_RunThatWasPlannedWithAnotherLimit_KeepsItsAnswers()
    {
        // An earlier version gave every model 128 tokens, and the limit is part of the key of responses.
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        var plan = await harness.PlanAsync(Thinker);
        var earlier = plan with
        {
            Models = [.. plan.Models.Select(model => model with { Manifest = model.Manifest with { Generation = model.Manifest.Generation with { MaxOutputTokens = 128 } } })],
        };
        await harness.Store.WriteAsync(
            StoreLayout.RunPlan(plan.RunId), JsonSerializer.SerializeToUtf8Bytes(earlier, PipelineJsonContext.Default.RunPlan), TestContext.Current.CancellationToken);

        var again = await harness.PlanAsync(Thinker);

        Assert.Equal(128, again.Models[0].Manifest.Generation.MaxOutputTokens);
        Assert.NotEqual(plan.Models[0].Key, again.Models[0].Key);
        Assert.Contains("this model reasons before it answers", Assert.Single(OutputLimits.Warnings(again)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OfAVersionWithoutAlarms_GetsThoseThatItsCountsGive()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("", finish: "length"));
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        var plan = await harness.PlanAsync($$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x" }""");
        await harness.RunAsync(plan);
        var report = await ReportAsync(harness);
        var old = report with { Run = report.Run with { AlarmAbove = null }, Models = [.. report.Models.Select(model => model with { Alarm = null })] };
        await harness.Store.WriteAsync(StoreLayout.RunReport(plan.RunId, "report.json"), JsonReport.Render(old), TestContext.Current.CancellationToken);

        var read = await FinishedRun.ReadReportAsync(harness.Store, plan.RunId, TestContext.Current.CancellationToken);

        Assert.Equal(6, Assert.Single(read.Models).Alarm!.Truncated);
        Assert.Null(read.Run.AlarmAbove);
    }

    [Fact]
    public async Task Report_OfficialProtocol_CarriesTheParityCertificateOfThisCode()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 4);
        await harness.RunAsync(await harness.PlanAsync(Floors));

        var certificate = ParityCertificate.Current;
        Assert.Equal(new ReportParity(certificate.Id, "pass", certificate.Checks.Count), (await ReportAsync(harness)).Run.Parity);
    }

    [Fact]
    public async Task Report_OtherProtocol_ClaimsNoParity()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 4);
        await harness.RunAsync(await harness.PlanAsync(Floors, """{ "dataset": "drawn", "protocol": "strict" }"""));

        Assert.Null((await ReportAsync(harness)).Run.Parity);
    }

    [Fact]
    public async Task Steps_Repeated_GiveTheSameBytesButTheDate()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 20);
        var plan = await harness.PlanAsync(Floors);
        await harness.RunAsync(plan);
        var first = await ReportAsync(harness);

        plan = await harness.PlanAsync(Floors);
        await harness.RunAsync(plan);
        var second = await ReportAsync(harness);

        Assert.Equal(Text(first with { Run = first.Run with { FinishedAt = default } }), Text(second with { Run = second.Run with { FinishedAt = default } }));
    }

    [Fact]
    public async Task Limit_Always_SelectsThatManyImages()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 100);
        var plan = await harness.PlanAsync(Floors, """{ "dataset": "drawn", "limit": 10, "seed": 3 }""");

        Assert.Equal((10, 60), (plan.Images, plan.Questions));
        await harness.RunAsync(plan);
        Assert.Equal(60, (await ReportAsync(harness)).Models[0].Outcomes.Total);
    }

    [Fact]
    public async Task Task_OfOneSource_SelectsItsClassificationsOnly()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 9);
        var plan = await harness.PlanAsync(Floors, """{ "dataset": "drawn", "tasks": ["fine/alpha_2020"] }""");

        Assert.Equal((3, 3), (plan.Images, plan.Questions));
    }

    [Fact]
    public async Task Task_OfAnUnknownSource_NamesTheNearest()
    {
        await using var harness = await PipelineHarness.CreateAsync();

        var exception = await Assert.ThrowsAsync<UserException>(() => harness.PlanAsync(Floors, """{ "dataset": "drawn", "tasks": ["fine/alpha_2021"] }"""));

        Assert.Contains("alpha_2020", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cell_count", "'drawn' has no question of the task 'cell_count'. It has the tasks 'coarse', 'fine'")]
    [InlineData("cognition", "No image of 'drawn' has a question of the tasks cognition. It has the tasks 'coarse', 'fine'")]
    public async Task Plan_TaskThatTheDatasetLacks_SaysWhatItHas(string task, string words)
    {
        await using var harness = await PipelineHarness.CreateAsync();
        var exception = await Assert.ThrowsAnyAsync<UserException>(() => harness.PlanAsync(Floors, $$"""{ "dataset": "drawn", "tasks": ["{{task}}"] }"""));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dataset_Unknown_NamesTheNearest()
    {
        await using var harness = await PipelineHarness.CreateAsync();

        var exception = await Assert.ThrowsAnyAsync<UserException>(() => harness.PlanAsync(Floors, """{ "dataset": "drown" }"""));

        Assert.Contains("drawn", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_AboveTheBound_MakeTheResultVoidAndShowItsBounds()
    {
        await using var server = await LoopbackChatServer.StartAsync(call =>
            call.Prompt.Contains("image 1?", StringComparison.Ordinal) ? LoopbackResponse.Error(400, "odd") : LoopbackResponse.Text(call.StableLetter()));
        await using var harness = await PipelineHarness.CreateAsync();
        var plan = await harness.PlanAsync($$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x", "maxConcurrency": 1 }""");

        await harness.RunAsync(plan);

        var model = (await ReportAsync(harness)).Models[0];
        Assert.True(model.Void);
        Assert.Contains("failAbove", model.VoidReason, StringComparison.Ordinal);
        Assert.Equal(6, model.Outcomes.Failed);
        var coarse = model.Scores.Single(score => score is { Task: "coarse", Slice: "all", Protocol: "official" });
        Assert.Equal(15, coarse.N);
        Assert.Equal(5 / 20.0, coarse.Highest!.Value - coarse.Lowest!.Value, 12);
        Assert.Contains("odd", Assert.Single(model.Faults).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingSecret_IsTheModelsOwnFault()
    {
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Floors + """, { "id": "m", "kind": "openai", "model": "gpt", "apiKey": "secret:absent-key" }""");

        var prepared = await harness.Prepare.RunAsync(new PrepareModelRequest(harness.RunId, "m"), TestContext.Current.CancellationToken);

        Assert.Contains("ABSENT_KEY", prepared.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_BetweenSteps_StayUnderTwoKilobytes()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 200);
        var plan = await harness.PlanAsync(Floors);
        await harness.RunAsync(plan);

        var result = await harness.EvaluateAsync("most", 1);

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(result).Length, 1, 2048);
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(await harness.Report.RunAsync(new WriteReportRequest(harness.RunId), TestContext.Current.CancellationToken)).Length, 1, 2048);
    }

    private static async Task<RunReport> ReportAsync(PipelineHarness harness)
    {
        var path = StoreLayout.RunReport(harness.RunId, "report.json");
        var json = await harness.Store.TryReadAsync(path, TestContext.Current.CancellationToken);
        return JsonDocuments.Read(json, ReportJsonContext.Default.RunReport, path);
    }

    private static string Text(RunReport report) => JsonSerializer.Serialize(report, ReportJsonContext.Default.RunReport);

    [Fact]
    public async Task Run_TemplateEnsemble_ScoredBesideTheOfficialTemplate()
    {
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.StoreModelAsync("models/tiny", "tests/Contrastive.Tests/data/clip");
        await harness.PlanAsync("""{ "id": "m", "kind": "clip", "source": "models/tiny", "templates": ["a photo of {class}.", "{article} {class}"] }""");
        await harness.EvaluateAsync();
        await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m", null), TestContext.Current.CancellationToken);

        var scores = await harness.ScoresAsync("m");
        Assert.Contains(scores.Scores, score => score is { Slice: "template:ensemble", Task: "coarse", Protocol: "official" });
        Assert.Contains(scores.Scores, score => score.Slice == "template:_0");
        Assert.Contains(scores.Notes, note => note.Contains("template:ensemble", StringComparison.Ordinal) && note.Contains("not part of the official protocol", StringComparison.Ordinal));
        Assert.Contains(await harness.LogAsync(), record => record.Form == "ensemble");
        Assert.Equal(0, (await harness.EvaluateAsync()).Answered);
    }
}

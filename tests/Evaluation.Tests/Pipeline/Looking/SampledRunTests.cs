using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.Exports;
using MuBench.Pipeline.Estimating;
using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Verifying;
using MuBench.Reports;
using MuBench.Scoring;
using MuBench.Scoring.Stopping;
using MuBench.Storage;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Looking;

/// <summary>Runs that stop when they know enough, over real steps, real files and loopback endpoints.</summary>
public sealed partial class SampledRunTests
{
    private const int Images = 400;
    private const string OneTask = """{ "dataset": "drawn", "tasks": ["coarse/modality"] }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OneModelIsRightAndTheOtherIsNot_StopsAtTheFirstLook()
    {
        await using var right = await RightAsync();
        await using var wrong = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("E"));
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await harness.PlanAsync(Models(("right", right), ("wrong", wrong)), OneTask, """, "until": { "verdicts": "all" }""");

        var stopped = await harness.RunWavesAsync(plan);

        Assert.Equal((250, 250), (right.Count, wrong.Count));
        Assert.Equal((250, 250, 1), (stopped.Questions, stopped.Images, stopped.Sampling!.Stopped!.Looks));
        var report = await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token);
        var sampling = report.Run.Sampling!;
        Assert.Equal((true, StopReasons.Known, Images, 300L), (sampling.IsSample, sampling.Reason, sampling.Images, sampling.SavedQuestions));
        var pair = Assert.Single(sampling.Pairs);
        Assert.Equal(("right", "wrong", Verdicts.Better, 1), (pair.A, pair.B, pair.Verdict, pair.DecidedAt));
        Assert.InRange(pair.Interval[0], 0.5, 1);
        var comparison = report.Comparisons.First(compared => compared is { Task: "coarse", Slice: "all" });
        Assert.Equal((Verdicts.Better, "betting-sequence"), (comparison.Verdict, comparison.Interval));
        Assert.Equal(pair.Interval, comparison.Ci95);
        Assert.Empty((await new VerifyRun(harness.Context).RunAsync(new VerifyRequest(harness.RunId), Token)).Differences);
    }

    [Fact]
    public async Task Run_StoppedByRule_SaysSoInEveryOutputAndCallsNothingOfItOfficial()
    {
        await using var right = await RightAsync();
        await using var wrong = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("E"));
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await harness.PlanAsync(Models(("right", right), ("wrong", wrong)), OneTask, """, "until": { "verdicts": "all", "halfWidth": 0.2 }""");

        await harness.RunWavesAsync(plan);

        foreach (var file in (string[])[ReportFiles.Html, ReportFiles.Markdown])
        {
            var text = await TextAsync(harness, file);
            Assert.Contains("Sampled, stopped by rule after 1 of at most", text, StringComparison.Ordinal);
            Assert.Contains("300 calls were saved; what those of right, wrong would have cost is unknown.", text, StringComparison.Ordinal);
            Assert.DoesNotContain("official protocol", text, StringComparison.Ordinal);
        }

        Assert.Contains("class=\"funnel\"", await TextAsync(harness, ReportFiles.Html), StringComparison.Ordinal);
        Assert.All((await TextAsync(harness, ReportFiles.Csv)).Split("\r\n")[1..^1], line => Assert.EndsWith(",\"sampled, stopped by rule\"", line, StringComparison.Ordinal));
        var json = JsonNode.Parse(await TextAsync(harness, ReportFiles.Json))!;
        Assert.True((bool)json["run"]!["dataset"]!["sampled"]!);
        Assert.Null(json["run"]!["parity"]);
        Assert.Empty(json["published"]!.AsArray());
        Assert.StartsWith("sampled, stopped by rule: everything", (await FinishedRun.ReadAsync(harness.Store, harness.RunId, Token)).Sampled, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        foreach (var (format, mark) in ((string, string)[])[(ExportFormats.JsonLines, "\"sampled\":\"sampled, stopped by rule\""), (ExportFormats.LmEval, " (sampled)\"")])
        {
            var files = (await new ExportRun(harness.Context, harness.Inputs).RunAsync(new ExportRequest(harness.RunId, format, Path.Combine(folder.Path, format), ["right"]), null, Token)).Files;
            Assert.Contains(files, file => File.ReadAllText(file).Contains(mark, StringComparison.Ordinal));
        }

        Assert.Contains("name=\"sampled\" value=\"Sampled, stopped by rule after", Encoding.UTF8.GetString(JUnitReport.Render(await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token), failInconclusive: false)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ModelWhosePairIsDecided_IsNotAskedFurther()
    {
        await using var right = await RightAsync();
        await using var wrong = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("E"));
        await using var alike = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("E"));
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await harness.PlanAsync(
            Models(("right", right), ("wrong", wrong), ("alike", alike)), OneTask,
            """, "until": { "verdicts": [["right", "wrong"], ["wrong", "alike"]], "margin": 0.001 }""");

        var stopped = await harness.RunWavesAsync(plan);

        Assert.Equal((250, Images, Images), (right.Count, wrong.Count, alike.Count));
        Assert.Equal(StopReasons.Known, stopped.Sampling!.Stopped!.Reason);
        var scores = await harness.ScoresAsync("right");
        Assert.False(scores.Void);
        Assert.Equal(Images - 250, scores.NotApplicable);
        Assert.All(scores.Scores.Where(score => score.Slice == "all"), score => Assert.Equal((250, 1.0, 1.0), (score.N, score.Lowest, score.Highest)));
        Assert.Contains(scores.Notes, note => note.Contains("150 questions that other models were asked", StringComparison.Ordinal));
        Assert.Empty((await new VerifyRun(harness.Context).RunAsync(new VerifyRequest(harness.RunId), Token)).Differences);
    }

    [Fact]
    public async Task Run_StoppedRunExtendedToTheWhole_AsksNoQuestionTwice()
    {
        await using var right = await RightAsync();
        await using var wrong = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("E"));
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await harness.RunWavesAsync(await harness.PlanAsync(Models(("right", right), ("wrong", wrong)), OneTask, """, "until": { "verdicts": "all" }"""));

        await harness.RunAsync(await harness.PlanAsync(Models(("right", right), ("wrong", wrong)), OneTask));

        Assert.Equal((Images, Images), (right.Count, wrong.Count));
        Assert.Null((await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token)).Run.Sampling);
    }

    [Fact]
    public async Task Run_ModelThatCannotBeAskedOn_LeavesItsPairsUndecidedAndStops()
    {
        await using var right = await RightAsync();
        await using var refusing = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(401, "bad key", "invalid_api_key"));
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await harness.PlanAsync(Models(("right", right), ("refusing", refusing)), OneTask, """, "until": { "verdicts": "all" }""");

        var stopped = await harness.RunWavesAsync(plan);

        Assert.Equal((StopReasons.Unavailable, 1), (stopped.Sampling!.Stopped!.Reason, stopped.Sampling.Stopped.Looks));
        Assert.True((await harness.ScoresAsync("refusing")).Void);
        Assert.Equal(Verdicts.Undecided, (await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token)).Run.Sampling!.Pairs[0].Verdict);
        Assert.Empty((await new VerifyRun(harness.Context).RunAsync(new VerifyRequest(harness.RunId), Token)).Differences);
    }

    [Fact]
    public async Task Run_SeveralTasks_DecidesOnOneAndAsksAllOfAnImage()
    {
        await using var right = await RightAsync();
        await using var harness = await PipelineHarness.CreateAsync(300);
        var plan = await harness.PlanAsync(
            Models(("right", right)) + """, { "id": "chance", "kind": "random" }""", """{ "dataset": "drawn" }""", """, "until": { "verdicts": "leader", "task": "coarse" }""");

        var stopped = await harness.RunWavesAsync(plan);

        Assert.Equal(250 * 6, right.Count);
        Assert.Equal(250 * 6, stopped.Questions);
        Assert.Equal(1500, stopped.Sampling!.TaskQuestions);
        var sampling = (await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token)).Run.Sampling!;
        Assert.Equal("right", sampling.Leader);
        Assert.Equal([null, 0m], sampling.Models.Select(model => model.SavedUsd)); // the floor costs nothing
        Assert.Equal(["right"], sampling.UnpricedModels);
        Assert.Empty((await new VerifyRun(harness.Context).RunAsync(new VerifyRequest(harness.RunId), Token)).Differences);
    }

    [Fact]
    public async Task TakeLook_Again_WritesTheSameLook()
    {
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await harness.PlanAsync(
            """{ "id": "chance", "kind": "random" }, { "id": "majority", "kind": "majority" }""", OneTask, """, "until": { "verdicts": "all", "maxImages": 300 }""");
        var stopped = await harness.RunWavesAsync(plan);
        var looks = stopped.Sampling!.Stopped!.Looks;
        var last = await harness.Store.TryReadAsync(StoreLayout.RunLook(harness.RunId, looks), Token);

        var again = await new TakeLook(harness.Context, harness.Inputs).RunAsync(new TakeLookRequest(harness.RunId, looks), Token);
        await harness.Plan.RunAsync(new PlanRunRequest(harness.RunId, IsPreview: true), Token);
        var planned = await PlanStore.ReadAsync(harness.Store, harness.RunId, Token);

        Assert.Equal((StopReasons.MaxImages, 2), (again.Stopped, looks));
        Assert.Equal(300, stopped.Images);
        Assert.Equal(last, await harness.Store.TryReadAsync(StoreLayout.RunLook(harness.RunId, looks), Token));
        Assert.Equal(300, planned.Images);
    }

    [Fact]
    public async Task Verify_ChangedLookOrderOrStopping_NamesIt()
    {
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await harness.RunWavesAsync(await harness.PlanAsync(
            """{ "id": "chance", "kind": "random" }, { "id": "majority", "kind": "majority" }""", OneTask, """, "until": { "verdicts": "all", "maxImages": 300 }"""));

        foreach (var (path, edit, finding) in ((StorePath, Action<JsonNode>, string)[])[
            (StoreLayout.RunLook(harness.RunId, 1), look => look["pairs"]![0]!["verdict"] = "better", "looks/001.json"),
            (StoreLayout.RunPlan(harness.RunId), plan => plan["sampling"]!["strata"]![0]!["rows"] = new JsonArray([.. plan["sampling"]!["strata"]![0]!["rows"]!.AsArray().Select(row => (int)row!).Reverse().Select(row => JsonValue.Create(row))]), "sampling.strata[0]"),
            (StoreLayout.RunPlan(harness.RunId), plan => plan["sampling"]!["stopped"]!["reason"] = "known", "sampling.stopped")])
        {
            var content = (await harness.Store.TryReadAsync(path, Token))!;
            var document = JsonNode.Parse(content)!;
            edit(document);
            await harness.Store.WriteAsync(path, Encoding.UTF8.GetBytes(document.ToJsonString()), Token);

            var result = await new VerifyRun(harness.Context).RunAsync(new VerifyRequest(harness.RunId), Token);

            Assert.Contains(result.Differences, difference => difference.Contains(finding, StringComparison.Ordinal));
            await harness.Store.WriteAsync(path, content, Token);
        }

        Assert.Empty((await new VerifyRun(harness.Context).RunAsync(new VerifyRequest(harness.RunId), Token)).Differences);
    }

    [Fact]
    public async Task Plan_SameManifest_GivesTheSameOrderAndAnotherSeedAnother()
    {
        await using var harness = await PipelineHarness.CreateAsync(Images);
        const string Floors = """{ "id": "chance", "kind": "random" }, { "id": "majority", "kind": "majority" }""";
        const string Until = """, "until": { "verdicts": "all" }""";
        var one = (await harness.PlanAsync(Floors, OneTask, Until)).Sampling!;
        var two = (await harness.PlanAsync(Floors, OneTask, Until)).Sampling!;
        var other = (await harness.PlanAsync(Floors, """{ "dataset": "drawn", "tasks": ["coarse/modality"], "seed": 1 }""", Until)).Sampling!;

        Assert.Equal(["alpha_2020", "beta_2021"], one.Strata.Select(stratum => stratum.Name));
        Assert.Equal(one.Strata.SelectMany(stratum => stratum.Rows), two.Strata.SelectMany(stratum => stratum.Rows));
        Assert.NotEqual(one.Strata.SelectMany(stratum => stratum.Rows), other.Strata.SelectMany(stratum => stratum.Rows));
        Assert.Equal(Images, one.Waves.Sum(wave => wave.Drawn.Sum()));
        Assert.InRange(one.Waves[0].Drawn[0], 82, 85);
    }

    [Fact]
    public async Task EstimateVerdicts_BeforeAndAfterAnswersAreLogged_TakesTheirSpread()
    {
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await harness.PlanAsync(
            """{ "id": "chance", "kind": "random" }, { "id": "majority", "kind": "majority" }""", OneTask, """, "until": { "verdicts": "all", "maxImages": 300 }""");
        var before = await EffortsAsync();
        await harness.RunWavesAsync(plan);
        var after = await EffortsAsync();

        Assert.Equal([0.01, 0.02, 0.05], before.Select(effort => effort.Difference));
        Assert.All(before, effort => Assert.Equal(0, effort.LoggedImages));
        Assert.All(after, effort => Assert.Equal(300, effort.LoggedImages));
        Assert.True(before[0].Questions > before[2].Questions);
        // By hand: 2 (ln 40 + 1.8) 0.5 / 0.05^2 = 2,196 of infinitely many images, 338.4 of 400.
        Assert.Equal(677, before[2].Questions);

        async Task<IReadOnlyList<VerdictEffort>> EffortsAsync() => await new EstimateVerdicts(harness.Context, harness.Inputs).RunAsync(
            harness.RunId, await new EstimateRun(harness.Context, harness.Inputs).RunAsync(harness.RunId, null, Token), Token);
    }

    private static Task<LoopbackChatServer> RightAsync() => LoopbackChatServer.StartAsync(call =>
    {
        var row = int.Parse(RowOf().Match(call.Prompt).Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        var key = Array.IndexOf(["domain", "modality", "stain", "subdomain", "submodality", "classification"], RowOf().Match(call.Prompt).Groups[1].Value);
        return LoopbackResponse.Text("ABCD"[(row + key) % 4].ToString());
    });

    private static string Models(params (string Id, LoopbackChatServer Server)[] models) => string.Join(
        ", ", models.Select(model => $$"""{ "id": "{{model.Id}}", "kind": "openai", "endpoint": "{{model.Server.Endpoint}}", "model": "{{model.Id}}", "maxConcurrency": 16 }"""));

    private static async Task<string> TextAsync(PipelineHarness harness, string file) =>
        Encoding.UTF8.GetString((await harness.Store.TryReadAsync(StoreLayout.RunReport(harness.RunId, file), Token))!);

    [GeneratedRegex("likely ([a-z]+) of image ([0-9]+)\\?")]
    private static partial Regex RowOf();
}

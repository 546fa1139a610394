using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Verifying;
using MuBench.Reports;
using MuBench.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Assisting;

/// <summary>Estimates of sampled runs with the help of other models' answers, over real steps, real files and loopback endpoints.</summary>
public sealed partial class AssistedRunTests
{
    private const int Images = 400;
    private const string All = """{ "dataset": "drawn", "tasks": ["coarse/modality"] }""";
    private const string Sample = """{ "dataset": "drawn", "tasks": ["coarse/modality"], "limit": 150 }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_SampleBesideAModelThatAnsweredAll_HasTheNarrowerEstimateInEveryOutput()
    {
        await using var helper = await ServerAsync(number => number % 2 == 0);
        await using var target = await ServerAsync(number => number % 10 == 7 ? number % 4 == 1 : number % 2 == 0);
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await FinishAsync(harness, Model("helper", helper), All);
        var all = harness.RunId;
        await harness.RunAsync(await harness.PlanAsync(Model("target", target), Sample));

        var report = await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token);

        var estimate = Assert.Single(report.Models[0].Assisted!, part => part.Slice == "all");
        Assert.Equal(("coarse", 150, 0.375), (estimate.Task, estimate.N, estimate.Sampled));
        Assert.Equal(report.Models[0].Scores.First(score => score is { Task: "coarse", Slice: "all" }).Accuracy!.Value, estimate.Plain, 1e-9);
        Assert.Equal(report.Models[0].Scores.First(score => score is { Task: "coarse", Slice: "all" }).Ci95, estimate.PlainCi95);
        Assert.InRange(estimate.EffectiveSize, 2, 20);
        Assert.InRange(estimate.Lambda, 0.7, 1);
        Assert.True(estimate.Ci95[1] - estimate.Ci95[0] < 0.7 * (estimate.PlainCi95[1] - estimate.PlainCi95[0]));
        var truth = Enumerable.Range(0, Images).Count(number => number % 10 == 7 ? number % 4 == 1 : number % 2 == 0) / (double)Images;
        Assert.InRange(truth, estimate.Ci95[0], estimate.Ci95[1]);
        Assert.Equal(("helper", all, Images), (report.Run.Assistance!.Helpers[0].Id, report.Run.Assistance.Helpers[0].RunId, report.Run.Assistance.Helpers[0].Answered));
        Assert.Contains("## Assisted estimates", await TextAsync(harness, ReportFiles.Markdown), StringComparison.Ordinal);
        Assert.Contains("no official results", await TextAsync(harness, ReportFiles.Html), StringComparison.Ordinal);
        var csv = (await TextAsync(harness, ReportFiles.Csv)).Split("\r\n");
        Assert.EndsWith(",assisted,assistedLow,assistedHigh,effectiveSize", csv[0], StringComparison.Ordinal);
        Assert.Contains(csv, line => line.EndsWith(estimate.EffectiveSize.ToString("R", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.StartsWith("target, coarse: ", Assert.Single(AssistedText.Lines(report)), StringComparison.Ordinal);
        Assert.Empty((await new VerifyRun(harness.Context).RunAsync(new VerifyRequest(harness.RunId), Token)).Differences);
    }

    [Fact]
    public async Task Report_TwoModelsBesideOneThatAnsweredAll_HasTheNarrowerDifferenceInEveryOutput()
    {
        await using var helper = await ServerAsync(number => number % 2 == 0);
        await using var target = await ServerAsync(number => number % 10 == 7 ? number % 4 == 1 : number % 2 == 0);
        await using var other = await ServerAsync(number => number % 3 == 0);
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await FinishAsync(harness, Model("helper", helper), All);
        await harness.RunAsync(await harness.PlanAsync($"{Model("target", target)}, {Model("other", other)}, {Model("helper", helper)}", Sample));

        var report = await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token);

        var pair = report.Comparisons.Single(pair => pair is { A: "target", B: "other", Task: "coarse", Slice: "all" });
        var assisted = pair.Assisted!;
        Assert.Equal("adjusted-wald-clustered-assisted", assisted.Interval);
        Assert.True(assisted.Ci95[1] - assisted.Ci95[0] < 0.95 * (pair.Ci95![1] - pair.Ci95[0]));
        var truth = (Enumerable.Range(0, Images).Count(number => number % 10 == 7 ? number % 4 == 1 : number % 2 == 0) - Enumerable.Range(0, Images).Count(number => number % 3 == 0)) / (double)Images;
        Assert.InRange(truth, assisted.Ci95[0], assisted.Ci95[1]);
        Assert.Equal("better", assisted.Verdict);
        // A model's own answers to all questions help here: only the other model's side is estimated.
        Assert.True(report.Comparisons.Single(pair => pair is { A: "target", B: "helper", Task: "coarse", Slice: "all" }).Assisted!.EffectiveSize >= 1);
        Assert.Null(report.Models[2].Assisted);
        Assert.Contains(report.Models[0].Assisted!, part => part.Slice != "all" && part.N >= 100);
        Assert.All(report.Comparisons.Where(pair => pair.N < 100), pair => Assert.Null(pair.Assisted));
        Assert.Contains("| A is, assisted |", await TextAsync(harness, ReportFiles.Markdown), StringComparison.Ordinal);
        Assert.Contains("it never uses assisted estimates", await TextAsync(harness, ReportFiles.Html), StringComparison.Ordinal);
        Assert.Contains(AssistedText.Lines(report), line => line.StartsWith("target - other, coarse: ", StringComparison.Ordinal));
        Assert.Empty((await new VerifyRun(harness.Context).RunAsync(new VerifyRequest(harness.RunId), Token)).Differences);
    }

    [Fact]
    public async Task Report_RunThatARuleStopped_AllowsForItsLooks()
    {
        await using var helper = await ServerAsync(number => number % 2 == 0);
        await using var target = await ServerAsync(number => number % 10 == 7 ? number % 4 == 1 : number % 2 == 0);
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await FinishAsync(harness, Model("helper", helper), All);
        await harness.RunWavesAsync(await harness.PlanAsync(Model("target", target), All, """, "until": { "halfWidth": 0.3 }"""));

        var report = await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token);

        var estimate = Assert.Single(report.Models[0].Assisted!, part => part.Slice == "all");
        Assert.EndsWith("assisted-over-looks", estimate.Interval, StringComparison.Ordinal);
        Assert.True(estimate.Ci95[1] - estimate.Ci95[0] < estimate.PlainCi95[1] - estimate.PlainCi95[0]);
        Assert.Empty((await new VerifyRun(harness.Context).RunAsync(new VerifyRequest(harness.RunId), Token)).Differences);
    }

    [Fact]
    public async Task Report_ContrastiveModelOfTheSameRun_IsAskedAboutAllImagesAndHelps()
    {
        await using var target = await ServerAsync(number => number % 2 == 0);
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await harness.StoreModelAsync("models/tiny", "tests/Contrastive.Tests/data/clip");
        var stopped = await harness.RunWavesAsync(await harness.PlanAsync(
            $$"""{{Model("target", target)}}, { "id": "tiny", "kind": "clip", "source": "models/tiny" }""", All, """, "until": { "halfWidth": 0.3, "helpers": ["tiny"] }"""));

        var report = await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token);

        Assert.True(stopped.IsSample);
        var helper = Assert.Single(report.Run.Assistance!.Helpers);
        Assert.Equal(("tiny", harness.RunId, Images), (helper.Id, helper.RunId, helper.Answered));
        Assert.Equal(["tiny"], report.Models[0].Assisted![0].Helpers);
        Assert.Null(report.Models[1].Assisted);
        Assert.NotNull(report.Comparisons[0].Assisted);
        Assert.Equal([Images - stopped.Questions, 0], report.Run.Sampling!.Models.Select(model => model.SavedQuestions));
        // It is scored on the sample, as the other model is.
        Assert.Equal(stopped.Questions, report.Models[1].Outcomes.Total);
        Assert.Empty((await new VerifyRun(harness.Context).RunAsync(new VerifyRequest(harness.RunId), Token)).Differences);
    }

    [Fact]
    public async Task Report_SampleOfAModelThatAnsweredAllItself_IsNotHelpedByItself()
    {
        await using var server = await ServerAsync(number => number % 2 == 0);
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await FinishAsync(harness, Model("same", server), All);
        await harness.RunAsync(await harness.PlanAsync(Model("same", server), Sample));

        Assert.Null((await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token)).Models[0].Assisted);
    }

    [Fact]
    public async Task Report_RunOfEverything_HasNoHelpers()
    {
        await using var server = await ServerAsync(number => number % 2 == 0);
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await FinishAsync(harness, Model("a", server), All);
        await FinishAsync(harness, Model("b", server), All);

        Assert.Null((await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token)).Run.Assistance);
        Assert.Null(await harness.Store.TryStatAsync(StoreLayout.RunHelpers(harness.RunId), Token));
    }

    private static async Task FinishAsync(PipelineHarness harness, string model, string benchmark)
    {
        await harness.RunAsync(await harness.PlanAsync(model, benchmark));
        var status = new RunStatus { RunId = harness.RunId, State = RunStates.Done, UpdatedAt = DateTimeOffset.UnixEpoch, Dataset = "drawn", Models = [] };
        await harness.Store.WriteAsync(StoreLayout.RunStatus(harness.RunId), JsonSerializer.SerializeToUtf8Bytes(status, PipelineJsonContext.Default.RunStatus), Token);
    }

    private static string Model(string id, LoopbackChatServer server) =>
        $$"""{ "id": "{{id}}", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "{{id}}" }""";

    // The number of an image is its row; the right letter goes round with it.
    private static Task<LoopbackChatServer> ServerAsync(Func<int, bool> isRight) => LoopbackChatServer.StartAsync(call =>
    {
        var row = int.Parse(RowOf().Match(call.Prompt).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return LoopbackResponse.Text(isRight(row) ? "ABCD"[(row + 1) % 4].ToString() : "E");
    });

    private static async Task<string> TextAsync(PipelineHarness harness, string file) =>
        Encoding.UTF8.GetString((await harness.Store.TryReadAsync(StoreLayout.RunReport(harness.RunId, file), Token))!);

    [GeneratedRegex("likely modality of image ([0-9]+)\\?")]
    private static partial Regex RowOf();
}

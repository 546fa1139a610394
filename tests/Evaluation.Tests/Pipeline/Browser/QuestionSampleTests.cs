using System.Text;
using MuBench.Imaging;
using MuBench.Pipeline;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Reporting.Browser;
using MuBench.Pipeline.Scoring;
using MuBench.Reports.Html.Browser;
using MuBench.Scoring.Outcomes;
using MuBench.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Browser;

public sealed class QuestionSampleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_SmallRun_HasEveryQuestionWithWhatWasSaidAndHowItWasScored()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => call.Number % 3 == 0 ? LoopbackResponse.Text("The answer is B.") : LoopbackResponse.Text(new string('z', 1_000)));
        await using var harness = await PipelineHarness.CreateAsync(images: 70);
        var plan = await RunAsync(harness, $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x", "controls": ["blind"] }, { "id": "chance", "kind": "random" }""");

        var sample = await ReadAsync(harness);

        Assert.Equal([("m", false), ("m#blind", true), ("chance", true)], sample.Models.Select(model => (model.Id, model.IsFloor)));
        Assert.Equal((70, 420, 70), (sample.AllRows, sample.AllQuestions, sample.Rows.Count));
        var official = OutcomeBytes.Read((await FinishedRun.ReadScoresAsync(harness.Store, plan.RunId, "m", Token)).Items["official"]);
        var strict = OutcomeBytes.Read((await FinishedRun.ReadScoresAsync(harness.Store, plan.RunId, "m", Token)).Items["strict"]);
        var answers = sample.Rows.OrderBy(row => row.Row).SelectMany(row => row.Questions).Select(question => question.Responses[0]).ToList();
        Assert.Equal(official, answers.Select(answer => answer.Outcomes[0]));
        Assert.Equal(strict, answers.Select(answer => answer.Outcomes[1]));
        Assert.All(answers, answer => Assert.Equal(
            answer.Raw == "The answer is B." ? (-1, 1) : (-1, -1),
            (answer.Choices[0], answer.Choices[1])));
        Assert.Contains(answers, answer => answer.Raw == new string('z', 1_000));
        Assert.All(sample.Rows, row => Assert.Equal(ImageCodecs.Webp, ImageInspector.Inspect(Assert.Single(row.Images).WebP).Codec));
        Assert.All(sample.Rows.SelectMany(row => row.Questions), question => Assert.Contains(
            sample.Slices.ToList().IndexOf(new BrowsedSlice(question.Key == "classification" ? "fine" : "coarse", "all")), question.Slices));
    }

    [Fact]
    public async Task ReadAsync_FailedQuestions_SayWhy()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(400, "the image is too large"));
        await using var harness = await PipelineHarness.CreateAsync(images: 2);
        await RunAsync(harness, $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x" }""");

        var answers = (await ReadAsync(harness)).Rows.SelectMany(row => row.Questions).Select(question => question.Responses[0]);

        Assert.Contains(answers, answer => answer.Outcomes[0] == Outcome.Failed && answer.Raw!.Contains("the image is too large", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteReport_ImagesGone_IsWrittenAndSaysSoInTheirPlace()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 3);
        var plan = await RunAsync(harness, """{ "id": "chance", "kind": "random" }""");
        await foreach (var pack in harness.Store.ListAsync(StorePath.Parse("datasets/drawn/packs"), Token))
            await harness.Store.DeleteAsync(pack.Path, Token);

        var inputs = new RunInputs(harness.Context); // those of another process, which has made no thumbnail
        await new WriteReport(harness.Context, inputs).RunAsync(new WriteReportRequest(plan.RunId), Token);

        var page = Encoding.UTF8.GetString((await harness.Store.TryReadAsync(StoreLayout.RunReport(plan.RunId, "report.html"), Token))!);
        Assert.Contains("All 18 questions about 3 images", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data:image/webp", page, StringComparison.Ordinal);
        Assert.All((await ReadAsync(harness, inputs: inputs)).Rows, row => Assert.Contains("packs", Assert.Single(row.Images).Fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_ThumbnailsMadeBefore_AreTheSameAndNoImageIsReadAgain()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 70);
        var plan = await RunAsync(harness, """{ "id": "chance", "kind": "random" }""");
        var before = await ReadAsync(harness);

        var inputs = new RunInputs(harness.Context); // those of another process, which has made no thumbnail
        await inputs.BeginThumbnailsAsync(plan.RunId, Token);
        await inputs.ThumbnailsOf(plan.RunId)!.Made;
        await foreach (var pack in harness.Store.ListAsync(StorePath.Parse("datasets/drawn/packs"), Token))
            await harness.Store.DeleteAsync(pack.Path, Token);
        var after = await ReadAsync(harness, inputs: inputs);

        Assert.Equal(before.Rows.Select(row => row.Row), after.Rows.Select(row => row.Row));
        Assert.All(before.Rows.Zip(after.Rows), pair => Assert.Equal(pair.First.Images.Single().WebP, pair.Second.Images.Single().WebP));
    }

    [Fact]
    public async Task WriteReport_Always_PutsConfusionsIntoTheReport()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 30);
        var plan = await RunAsync(harness, """{ "id": "chance", "kind": "random" }""");

        var model = Assert.Single((await FinishedRun.ReadReportAsync(harness.Store, plan.RunId, Token)).Models);

        Assert.Equal(["alpha_2020", "beta_2021"], model.Confusions!.Select(matrix => matrix.Source));
        Assert.Equal(30, model.Confusions!.Sum(matrix => matrix.N));
        var right = model.Scores.Single(score => score is { Task: "fine", Slice: "all", Protocol: "official" });
        Assert.Equal(right.Accuracy!.Value * 30, model.Confusions!.Sum(matrix => Enumerable.Range(0, matrix.Classes.Count).Sum(gold => matrix.Chosen[gold][gold])), 6);
    }

    private static async Task<QuestionSample> ReadAsync(PipelineHarness harness, bool fullSize = false, RunInputs? inputs = null)
    {
        inputs ??= harness.Inputs;
        var (plan, reader) = await inputs.GetAsync(harness.RunId, Token);
        var items = await RunQuestions.ReadAsync(plan, reader, Token);
        var scores = await Task.WhenAll(plan.Models.Select(model => FinishedRun.ReadScoresAsync(harness.Store, plan.RunId, model.Manifest.Id, Token)));
        return await new QuestionSampleReader(harness.Store, inputs).ReadAsync(plan, reader, items, ReportPasses.ReportedOf(plan, scores), [.. scores.Except(ReportPasses.ReportedOf(plan, scores))], fullSize, Token);
    }

    private static async Task<RunPlan> RunAsync(PipelineHarness harness, string models)
    {
        var plan = await harness.PlanAsync(models);
        foreach (var id in plan.Models.Select(model => model.Manifest.Id))
        {
            await harness.Prepare.RunAsync(new PrepareModelRequest(plan.RunId, id), Token);
            for (var shard = 0; shard < plan.Shards.Count; shard++)
                await harness.EvaluateAsync(id, shard);
            await harness.Score.RunAsync(new ScoreModelRequest(plan.RunId, id), Token);
        }

        await harness.Report.RunAsync(new WriteReportRequest(plan.RunId), Token);
        return plan;
    }
}

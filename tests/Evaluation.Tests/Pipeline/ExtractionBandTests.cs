using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Slices;
using MuBench.Storage;
using MuBench.Tests.Pipeline.Verifying;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>The band of a run: the results of three readers for the same responses.</summary>
public sealed class ExtractionBandTests
{
    [Fact]
    public async Task Band_OfModelsThatTalk_BoundsTheReadersAndShowsWhereTheyDisagree()
    {
        // Official reads an article as A; strict reads nothing if two options are named; lenient takes the last one.
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A micrograph, neither (C) nor (D), or so I think"));
        await using var harness = await PipelineHarness.CreateAsync(images: 40);
        var plan = await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x", "controls": ["blind"] }, { "id": "chance", "kind": "random" }""");

        await harness.RunAsync(plan);

        var report = await MuBench.Pipeline.Reporting.FinishedRun.ReadReportAsync(harness.Store, plan.RunId, TestContext.Current.CancellationToken);
        Assert.Equal(["m", "m#blind"], report.Models.Where(model => model.Band is not null).Select(model => model.Id));
        var model = report.Models[0];
        var all = model.Band!.Tasks.Single(task => task.Task == "all");
        Assert.Equal((240, model.Outcomes.Correct / 240.0, 0.0), (all.N, all.Official, all.Strict));
        Assert.Equal(Of(model, Protocols.Official).Accuracy, all.Official);
        Assert.Equal(Of(model, Protocols.Strict).Accuracy, all.Strict);
        Assert.Equal((0.0, Math.Max(all.Official!.Value, all.Lenient!.Value)), (all.Lowest, all.Highest));
        // Right for one of two readers, but never for both, because A is not D.
        Assert.Equal((all.Official!.Value + all.Lenient!.Value) * 240, all.Disagreeing, 9);
        Assert.Equal((all.Disagreeing, 20), (model.Band.Disagreeing, model.Band.Items.Count));
        Assert.All(model.Band.Items, item =>
        {
            Assert.Equal(("A", null, "D"), (item.Official, item.Strict, item.Lenient));
            Assert.Contains(item.Gold, (string[])["A", "D"]);
            Assert.Equal($"{item.Row}-{item.Question}", item.QuestionId);
        });
        Assert.Equal(all.Lenient.Value, Share(await harness.ScoresAsync("m")), 9);
    }

    [Fact]
    public async Task Band_OfTheSameReplies_IsTheSame()
    {
        await using var run = await ProvenRun.CreateAsync(images: 12);
        var path = StoreLayout.RunScores(run.RunId, "m");
        var first = run.Files.Read(path);

        await run.Harness.RunAsync(run.Plan);

        Assert.Equal(first, run.Files.Read(path));
    }

    private static double Share(ModelScores scores)
    {
        var outcomes = OutcomeBytes.Read(scores.Items[Protocols.Lenient]);
        return outcomes.Count(outcome => outcome == Outcome.Correct) / (double)outcomes.Length;
    }

    private static SliceScore Of(ReportModel model, string protocol) =>
        model.Scores.Single(score => score.Task == "all" && score.Slice == "all" && score.Protocol == protocol);
}

using System.Text.Json;
using MuBench.Contrastive;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring.Analyses;
using MuBench.Storage;

namespace MuBench.Tests.Pipeline;

/// <summary>The analyses of a contrastive model in a run's report.</summary>
public sealed class AnalysesTests
{
    [Fact]
    public async Task Run_ContrastiveModelAndAFloor_AnalysesBoth()
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: 4.6052);

        var models = (await run.ReportAsync()).Models;

        var tiny = models.Single(model => model.Id == "tiny").Analyses!;
        Assert.Equal(2352 + 7880, tiny.Parameters);
        Assert.Null(tiny.CalibrationMissing);
        Assert.Equal((ModelFacts.Softmax, Math.Exp(4.6052)), (tiny.Calibration!.Function, tiny.Calibration.LogitScale));
        Assert.Equal([("all", 60), ("coarse", 50), ("fine", 10)], tiny.Calibration.Tasks.Select(task => (task.Task, task.N)));
        var scores = models.Single(model => model.Id == "tiny").Scores;
        Assert.All(tiny.Calibration.Tasks, task =>
            Assert.Equal(scores.First(score => score.Task == task.Task && score.Slice == "all").Accuracy!.Value, task.Accuracy!.Value, 1e-12));
        // Subdomain has no captions, so there are no templates to compare.
        Assert.Equal(
            ["all/all", "coarse/all", "coarse/domain", "coarse/modality", "coarse/stain", "coarse/submodality", "fine/all"],
            tiny.Templates!.Select(templates => $"{templates.Task}/{templates.Slice}"));
        Assert.Equal([50, 40, 10, 10, 10, 10, 10], tiny.Templates!.Select(templates => templates.N));
        Assert.Contains(scores, score => score is { Task: "coarse", Slice: "template:_0/modality", N: 10 });
        Assert.Equal(LengthAnalysis.Caption, tiny.CaptionLength!.Text);
        Assert.All(tiny.CaptionLength.Tasks.SelectMany(task => task.Bins), bin => Assert.NotNull(bin.GoldProbability));

        var chance = models.Single(model => model.Id == "chance").Analyses!;
        Assert.Equal((LengthAnalysis.Option, 60), (chance.CaptionLength!.Text, chance.CaptionLength.Tasks[0].Bins.Sum(bin => bin.N)));
        Assert.Null(chance.Calibration);
        Assert.Null(chance.CalibrationMissing);
        Assert.Null(chance.Templates);
    }

    [Fact]
    public async Task Score_LogWithoutFacts_SaysThatTheCalibrationIsNotAvailable()
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: 4.6052);
        await run.Harness.Store.DeleteAsync(StoreLayout.ModelFacts(run.Plan.ModelOf("tiny").Key), TestContext.Current.CancellationToken);

        await run.ScoreAsync();

        var analyses = (await run.ReportAsync()).Models.Single(model => model.Id == "tiny").Analyses!;
        Assert.Null(analyses.Calibration);
        Assert.Null(analyses.Parameters);
        Assert.Contains("nothing is asked twice", analyses.CalibrationMissing, StringComparison.Ordinal);
        Assert.NotEmpty(analyses.Templates!);
    }

    [Fact]
    public async Task Score_FolderWithoutTrainedScale_SaysWhatToDo()
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: null);

        var analyses = (await run.ReportAsync()).Models.Single(model => model.Id == "tiny").Analyses!;

        Assert.Null(analyses.Calibration);
        Assert.Equal(2352 + 7880, analyses.Parameters);
        Assert.Contains("\"logit_scale\"", analyses.CalibrationMissing, StringComparison.Ordinal);
        var path = StoreLayout.RunReport(run.Harness.RunId, ReportFiles.Markdown);
        var markdown = System.Text.Encoding.UTF8.GetString((await run.Harness.Store.TryReadAsync(path, TestContext.Current.CancellationToken))!);
        Assert.Contains("tiny has no calibration", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_Twice_GivesTheSameAnalyses()
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: 4.6052);
        var first = Text(await run.ReportAsync());

        await run.ScoreAsync();

        Assert.Equal(first, Text(await run.ReportAsync()));
    }

    private static string Text(RunReport report) =>
        JsonSerializer.Serialize(report with { Run = report.Run with { FinishedAt = default } }, ReportJsonContext.Default.RunReport);
}

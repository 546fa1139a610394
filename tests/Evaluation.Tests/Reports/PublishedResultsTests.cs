using MuBench.Scoring.Results;

namespace MuBench.Tests.Reports;

public sealed class PublishedResultsTests
{
    private static readonly ReportDataset Official = new("ubench", "3f2c5b590bc7", 1, 2, "79") { Official = true };
    private static readonly ReportDataset MicroVqa = new("microvqa", "0123456789ab", 1, 2, "79");

    [Fact]
    public void For_OfficialDataset_GivesTheRowsOfTable1ForTheTasks()
    {
        var results = PublishedResults.For(Official, ["coarse", "fine", "coarse/modality"]);

        Assert.Equal(24, results.Count);
        Assert.All(results, result => Assert.Equal("μ-Bench, arXiv 2407.01791, Table 1", result.Source));
        Assert.Contains(new PublishedResult("μ-Bench, arXiv 2407.01791, Table 1", "GPT-4o", "coarse", 0.6268, 0.0035), results);
        Assert.Contains(new PublishedResult("μ-Bench, arXiv 2407.01791, Table 1", "Random", "fine", 0.1913, 0.0060), results);
        Assert.Equal(12, PublishedResults.For(Official, ["cognition"]).Count);
    }

    [Fact]
    public void For_DatasetOfTheNameThatIsNotTheRelease_GivesNone() =>
        Assert.Empty(PublishedResults.For(Official with { Official = false }, ["coarse", "fine"]));

    [Fact]
    public void For_MicroVqa_GivesItsLeaderboardAndAWholeTaskOfARunItsParts()
    {
        var results = PublishedResults.For(MicroVqa, ["microvqa"]);
        Assert.Equal(21, results.Count);
        Assert.Equal(new PublishedResult("MicroVQA leaderboard, jmhb0.github.io/microvqa", "o1", "microvqa", 0.528), results[0]);
        Assert.Equal(0.22, Assert.Single(results, result => result.Model == "Random").Accuracy);

        var run = PublishedResults.ForRun(MicroVqa, ["microvqa"]);
        Assert.Equal(["microvqa", "microvqa/expert_visual_understanding", "microvqa/hypothesis_generation", "microvqa/experiment_proposal"], run.Select(result => result.Task).Distinct());
        Assert.Equal(0.554, Assert.Single(run, result => result is { Model: "o1", Task: "microvqa/expert_visual_understanding" }).Accuracy);
        Assert.Equal(21, PublishedResults.ForRun(MicroVqa, ["microvqa/hypothesis_generation"]).Count);
        Assert.Equal(24, PublishedResults.ForRun(Official, ["coarse", "fine"]).Count);
    }
}

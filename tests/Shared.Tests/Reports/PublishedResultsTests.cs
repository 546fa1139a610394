using MuBench.Reports;

namespace MuBench.Tests.Reports;

public sealed class PublishedResultsTests
{
    private static readonly ReportDataset Official = new("ubench", "3f2c5b590bc7", 1, 2, "79") { Official = true };

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
}

using MuBench.Scoring.Bands;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;

namespace MuBench.Tests.Scoring.Bands;

public sealed class BandCalculatorTests
{
    [Fact]
    public void Of_ThreeReaders_GivesTheRangeAndCountsDisagreements()
    {
        var table = ScoringData.Table(6, "modality");

        var band = Assert.Single(BandCalculator.Of(table, Outcomes("ccwuff", "cwwwff", "ccccff"), _ => true));

        Assert.Equal(("coarse", 4, 3), (band.Task, band.N, band.Disagreeing));
        Assert.Equal((0.5, 0.25, 1.0), (band.Official, band.Strict, band.Lenient));
        Assert.Equal((0.25, 1.0), (band.Lowest, band.Highest));
    }

    [Fact]
    public void Of_SeveralTasks_GivesEachAndTheirPool()
    {
        var table = ScoringData.Table(2, "modality", "classification");

        var bands = BandCalculator.Of(table, Outcomes("cwcw", "cccc", "cccc"), _ => true);

        Assert.Equal([("all", 0.5), ("coarse", 1.0), ("fine", 0.0)], bands.Select(band => (band.Task, band.Official!.Value)));
    }

    [Fact]
    public void Of_QuestionsWithoutAChoice_LeavesThemAndTheirTaskOut()
    {
        var table = ScoringData.Table(2, "modality", "classification");

        var bands = BandCalculator.Of(table, Outcomes("cwcw", "cccc", "cccc"), item => table.KeyOf(item) == "modality");

        Assert.Equal([("all", 2), ("coarse", 2)], bands.Select(band => (band.Task, band.N)));
    }

    [Fact]
    public void Of_NothingAnswered_HasNoNumbers()
    {
        var band = Assert.Single(BandCalculator.Of(ScoringData.Table(2, "modality"), Outcomes("fn", "fn", "fn"), _ => true));

        Assert.Equal((0, null, null), (band.N, band.Lowest, band.Highest));
    }

    private static Dictionary<string, Outcome[]> Outcomes(string official, string strict, string lenient) => new()
    {
        [Protocols.Official] = ScoringData.Outcomes(official),
        [Protocols.Strict] = ScoringData.Outcomes(strict),
        [Protocols.Lenient] = ScoringData.Outcomes(lenient),
    };
}

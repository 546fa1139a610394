using MuBench.Statistics;
using MuBench.Tests.Scoring;

namespace MuBench.Tests.Statistics;

/// <summary>
/// Simulates, with a fixed seed, how often the 95% intervals contain the true value, for images with 1 to 6 correlated questions.
/// <c>bench coverage</c> does the same over many more cells.
/// </summary>
public sealed class CoverageTests
{
    private const int Repetitions = 1000;

    // Three standard errors of a cell with 92% coverage. The seed is fixed, but the bound should not depend on it.
    private const double Chance = 0.026;

    [Fact]
    public void ShareInterval_FewImagesThatGoTogether_HoldsTheTruth() =>
        Holds([.. Cells([0.05, 0.25, 0.5, 0.95])], (draws, images, share) =>
        {
            var tally = new ClusterTally();
            Span<int> counts = stackalloc int[2];
            for (var image = 0; image < images; image++)
            {
                var size = draws.Size();
                draws.Draw(size, [share], counts);
                tally.Add(counts[0], size);
            }

            var interval = tally.ShareInterval(0.95);
            return interval.Low <= share && share <= interval.High;
        });

    [Fact]
    public void DifferenceTest_FewImagesThatGoTogether_HoldsTheTruth() =>
        Holds([.. Cells([0.05, 0.2, 0.5])], (draws, images, onlyA) =>
        {
            // The share that only B has right is half the share that only A has right.
            var tally = new ClusterTally();
            var discordant = 0;
            Span<int> counts = stackalloc int[3];
            for (var image = 0; image < images; image++)
            {
                var size = draws.Size();
                draws.Draw(size, [onlyA, onlyA / 2], counts);
                discordant += counts[0] + counts[1];
                tally.Add(counts[0] - counts[1], size, counts[0] + counts[1]);
            }

            var interval = DifferenceTest.Of(tally, discordant).Interval(0.95);
            return interval.Low <= onlyA / 2 && onlyA / 2 <= interval.High;
        });

    private static IEnumerable<(int Images, double Share, double Correlation, bool Copies)> Cells(double[] shares) =>
        from images in (int[])[5, 10, 25, 60]
        from share in shares
        from correlation in (double[])[0, 0.3, 0.9]
        from copies in correlation == 0 ? (bool[])[false] : [false, true]
        select (images, share, correlation, copies);

    private static void Holds(List<(int Images, double Share, double Correlation, bool Copies)> cells, Func<DrawnQuestions, int, double, bool> holds)
    {
        var covered = cells.AsParallel().AsOrdered().Select((cell, index) =>
        {
            var draws = new DrawnQuestions(new Random(index), cell.Correlation, cell.Copies);
            return (Cell: cell, Share: (double)Enumerable.Range(0, Repetitions).Count(_ => holds(draws, cell.Images, cell.Share)) / Repetitions);
        }).ToList();
        Assert.All(covered, entry => Assert.True(entry.Share >= 0.92 - Chance, $"{entry.Cell}: {entry.Share:P1}"));
        Assert.True(covered.Average(entry => entry.Share) >= 0.94);
    }
}

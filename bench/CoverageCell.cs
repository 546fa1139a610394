using MuBench.Statistics;
using MuBench.Tests.Scoring;

namespace MuBench.Bench;

/// <summary>One cell of the simulation: a number of images, shares and a correlation. A cell of a difference has <c>OnlyB</c>.</summary>
/// <param name="Images">Number of images, of 1 to 6 questions each.</param>
/// <param name="OnlyA">Share of questions that are right; for a difference, the share that only A has right.</param>
/// <param name="OnlyB">Share that only B has right; null for a cell of a share.</param>
/// <param name="Correlation">Correlation between the questions of an image.</param>
/// <param name="Copies">How the questions are correlated, see <see cref="DrawnQuestions"/>.</param>
internal sealed record CoverageCell(int Images, double OnlyA, double? OnlyB, double Correlation, bool Copies)
{
    private const double Z = 1.959963984540054;

    private double Truth => OnlyA - (OnlyB ?? 0);

    // Variance of one question, which is right or wrong, or -1, 0, 1.
    private double Variance => OnlyA + (OnlyB ?? 0) - (Truth * Truth);

    /// <summary>The expected number of images that differ from most of the others.</summary>
    public double Minority => Images * (OnlyB is { } onlyB ? Math.Min(OnlyA + onlyB, 1 - Truth) : Math.Min(OnlyA, 1 - OnlyA));

    /// <summary>Simulates the cell.</summary>
    /// <returns>The coverage of MuBench's interval; its mean width relative to the interval with the true variance; the coverage of that interval.</returns>
    public (double Coverage, double Width, double Known) Simulate(int repetitions)
    {
        var draws = new DrawnQuestions(new Random(HashCode(repetitions)), Correlation, Copies);
        double[] shares = OnlyB is { } onlyB ? [OnlyA, onlyB] : [OnlyA];
        var (covered, knownCovered, width, knownWidth) = (0, 0, 0.0, 0.0);
        Span<int> counts = stackalloc int[shares.Length + 1];
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var tally = new ClusterTally();
            var (discordant, sizes) = (0, 0.0);
            for (var image = 0; image < Images; image++)
            {
                var size = draws.Size();
                draws.Draw(size, shares, counts);
                discordant += counts[0] + (OnlyB is null ? 0 : counts[1]);
                sizes += size * size;
                tally.Add(counts[0] - (OnlyB is null ? 0 : counts[1]), size, counts[0] + (OnlyB is null ? 0 : counts[1]));
            }

            var interval = OnlyB is null ? tally.ShareInterval(0.95) : DifferenceTest.Of(tally, discordant).Interval(0.95);
            var deviation = Z * Math.Sqrt(Variance * (1 + (Correlation * ((sizes / tally.Questions) - 1))) / tally.Questions);
            var known = new Interval(tally.Estimate!.Value - deviation, tally.Estimate.Value + deviation).Within(OnlyB is null ? 0 : -1, 1);
            covered += Holds(interval) ? 1 : 0;
            knownCovered += Holds(known) ? 1 : 0;
            width += interval.High - interval.Low;
            knownWidth += known.High - known.Low;
        }

        return ((double)covered / repetitions, width / knownWidth, (double)knownCovered / repetitions);
    }

    private bool Holds(Interval interval) => interval.Low <= Truth + 1e-9 && Truth - 1e-9 <= interval.High;

    // Not the hash code of the record, which differs between processes.
    private int HashCode(int repetitions) => (int)((((Images * 31L) + (long)(OnlyA * 1e6)) * 31 + (long)((OnlyB ?? -1) * 1e6)) * 31 + (long)(Correlation * 1000) + (Copies ? 7 : 0) + repetitions);
}

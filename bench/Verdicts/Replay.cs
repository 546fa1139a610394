using MuBench.Statistics.Sequential;

namespace MuBench.Bench.Verdicts;

/// <summary>One run over a drawn pair, in one random order, with a look after every wave.</summary>
/// <param name="Asked">The share of images asked until the verdict.</param>
/// <param name="Verdict">1 better, -1 worse, 2 equivalent, 0 none.</param>
/// <param name="Missed">Whether any interval of the sequence misses the true difference.</param>
/// <param name="Excluded">Whether any interval excludes 0.</param>
internal readonly record struct Replay(double Asked, int Verdict, bool Missed, bool Excluded)
{
    /// <summary>Replays a run.</summary>
    /// <param name="pair">The pair, shuffled.</param>
    /// <param name="waves">The waves.</param>
    /// <param name="alpha">The error of the sequence.</param>
    /// <param name="margin">The margin of equivalence; 0 for none.</param>
    /// <param name="stops">Whether the run stops at the verdict; otherwise every image is asked.</param>
    public static Replay Run(DrawnPair pair, IReadOnlyList<IReadOnlyList<int>> waves, double alpha, double margin, bool stops)
    {
        var images = pair.Images;
        double all = images.Sum();
        var sequence = new ConfidenceSequence([.. images.Select(count => new Stratum(count, -1, 1))], all, alpha);
        var drawn = new int[images.Count];
        var (asked, verdict, missed, excluded) = (1.0, 0, false, false);
        foreach (var wave in waves)
        {
            sequence.Add(pair.Take(drawn, wave));
            missed |= sequence.Low > pair.Difference + 1e-9 || sequence.High < pair.Difference - 1e-9;
            excluded |= sequence.Low > 1e-9 || sequence.High < -1e-9;
            if (verdict != 0)
                continue;
            verdict = sequence.Low > 0 ? 1 : sequence.High < 0 ? -1 : sequence.Low > -margin && sequence.High < margin ? 2 : 0;
            if (verdict == 0)
                continue;
            asked = drawn.Sum() / all;
            if (stops)
                break;
        }

        return new Replay(asked, verdict, missed, excluded);
    }
}

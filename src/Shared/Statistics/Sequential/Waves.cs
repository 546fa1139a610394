namespace MuBench.Statistics.Sequential;

/// <summary>Divides strata into waves: each wave has images of every stratum in proportion, so that all images asked so far are a fair sample.</summary>
public static class Waves
{
    /// <summary>Number of images of the first wave.</summary>
    public const int First = 250;

    /// <summary>The factor by which the number of images asked so far grows with each wave: looks stay few, and waves keep endpoints busy.</summary>
    public const double Growth = 1.2;

    /// <summary>
    /// For each wave the number of images that it takes from each stratum: at least one as long as the stratum has images left.
    /// </summary>
    /// <param name="strata">Numbers of images of the strata.</param>
    /// <param name="max">The maximum number of images in all, at least the number of strata; null for no limit.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Of(IReadOnlyList<int> strata, int? max = null)
    {
        ArgumentNullException.ThrowIfNull(strata);
        var (waves, drawn) = (new List<IReadOnlyList<int>>(), new int[strata.Count]);
        var all = strata.Sum();
        var end = Math.Min(max ?? all, all);
        for (double target = First; drawn.Sum() < end; target *= Growth)
        {
            var share = Math.Min(Math.Ceiling(target), end) / all;
            var wave = new int[strata.Count];
            for (var stratum = 0; stratum < strata.Count; stratum++)
            {
                var until = Math.Min(strata[stratum], Math.Max(drawn[stratum] + 1, (int)Math.Floor((strata[stratum] * share) + 0.5)));
                (wave[stratum], drawn[stratum]) = (until - drawn[stratum], until);
            }

            for (var over = drawn.Sum() - end; over > 0; over--)
            {
                var largest = Array.IndexOf(wave, wave.Max());
                (wave[largest], drawn[largest]) = (wave[largest] - 1, drawn[largest] - 1);
            }

            waves.Add(wave);
        }

        return waves;
    }

    /// <summary>A stratum with fewer images than this is pooled with other small ones, because each wave takes at least one image of every stratum.</summary>
    /// <param name="images">Number of images of the population.</param>
    public static int MinStratum(int images) => (int)Math.Ceiling(2.0 * images / First);
}

namespace MuBench.Statistics.Sequential;

/// <summary>The weights of the bets on one wave of images, by stratum.</summary>
/// <remarks>
/// The t-th image that is drawn from a stratum with R images left has the mean (T - S) / (R - t + 1), for the stratum's total T and the sum S
/// of the values drawn before it. A bet of weight g on each of the stratum's images therefore contains T with the factor g h, where h is
/// the sum of 1 / (R - t + 1). The weights make g h the same number for all strata, so that only the sum of the totals occurs.
/// A stratum that is used up has a known total.
/// </remarks>
internal sealed class WaveWeights
{
    private readonly double[] _weights;
    private readonly double _drawnBefore;

    private WaveWeights(double[] weights, double total, double drawnBefore) => (_weights, Total, _drawnBefore) = (weights, total, drawnBefore);

    /// <summary>The factor of the population's total.</summary>
    public double Total { get; }

    /// <summary>The weight of a bet on an image of a stratum. Their mean over the wave's images is 1.</summary>
    public double Of(int stratum) => _weights[stratum];

    /// <summary>Computes the weights of a wave.</summary>
    /// <param name="samples">The strata before the wave.</param>
    /// <param name="wave">The values of each stratum's images, in the order in which they were drawn.</param>
    /// <exception cref="ArgumentException">A stratum that has images left has none in the wave, or fewer left than are in the wave.</exception>
    public static WaveWeights Of(IReadOnlyList<StratumSample> samples, IReadOnlyList<IReadOnlyList<int>> wave)
    {
        var shares = new double[wave.Count];
        double images = 0, sum = 0;
        for (var stratum = 0; stratum < wave.Count; stratum++)
        {
            var (drawn, left) = (wave[stratum].Count, samples[stratum].Left);
            if (drawn > left || (drawn == 0 && left > 0))
                throw new ArgumentException($"A wave has {drawn} images of a stratum that has {left} left.", nameof(wave));
            for (var draw = 0; draw < drawn; draw++)
                shares[stratum] += 1.0 / (left - draw);
            images += drawn;
            sum += drawn == 0 ? 0 : drawn / shares[stratum];
        }

        var total = sum == 0 ? 0 : images / sum;
        var weights = shares.Select(share => share == 0 ? 0 : total / share).ToArray();
        return new WaveWeights(weights, total, DrawnBefore(samples, wave, weights, total));
    }

    /// <summary>The part of the bets that does not depend on the population's total.</summary>
    public double KnownOf(IReadOnlyList<double> predictions, IReadOnlyList<IReadOnlyList<int>> wave)
    {
        var known = _drawnBefore;
        for (var stratum = 0; stratum < wave.Count; stratum++)
            known += _weights[stratum] * wave[stratum].Count * predictions[stratum];
        return known;
    }

    private static double DrawnBefore(IReadOnlyList<StratumSample> samples, IReadOnlyList<IReadOnlyList<int>> wave, double[] weights, double total)
    {
        var known = 0.0;
        for (var stratum = 0; stratum < wave.Count; stratum++)
        {
            var (sum, left) = (samples[stratum].Sum, samples[stratum].Left);
            if (left == 0)
                known += total * sum;
            foreach (var value in wave[stratum])
            {
                known += weights[stratum] * sum / left--;
                sum += value;
            }
        }

        return known;
    }
}

namespace MuBench.Statistics.Sequential;

/// <summary>One side of a <see cref="ConfidenceSequence"/>: the capital of bets that the mean is higher than a null value (or lower).</summary>
/// <remarks>
/// A bet of size λ on an image with the value x, the prediction f and the mean μ of the images left in its stratum multiplies the capital by
/// (1 + λ (x - f)) exp(-λ (μ - f)). Its expectation is at most 1, because 1 + y ≤ exp(y). The logarithm is linear in μ, so that the
/// bets of a wave depend on the means of the strata only through the total over all strata, if a stratum's bets in the wave are
/// weighted as <see cref="WaveWeights"/> says. The capital is the mean of those of several fixed λ ("diversified" in Waudby-Smith and Ramdas 2024).
/// </remarks>
internal sealed class BettingSide
{
    private const int Bets = 20;
    private const double MinBet = 0.012;
    private const double MaxBet = 0.9;

    // A bet can lose at most this share of its capital on one image.
    private const double MaxLoss = 0.9;

    private readonly double _sign;
    private readonly double[] _bets;
    private readonly double[] _gains = new double[Bets];
    private readonly double[] _totals = new double[Bets];
    private readonly double[] _known = new double[Bets];

    /// <summary>Creates a side.</summary>
    /// <param name="sign">1 to bet that the mean is higher than the null value, -1 that it is lower.</param>
    /// <param name="scale">The typical size of an image's largest possible value.</param>
    public BettingSide(int sign, double scale)
    {
        _sign = sign;
        _bets = [.. Enumerable.Range(0, Bets).Select(bet => MinBet * Math.Pow(MaxBet / MinBet, bet / (Bets - 1.0)) / scale)];
    }

    /// <summary>Bets on the images of a wave.</summary>
    /// <param name="weights">The weights of the wave's strata.</param>
    /// <param name="samples">The strata before the wave.</param>
    /// <param name="predictions">The prediction for each stratum, from earlier waves.</param>
    /// <param name="wave">The values of each stratum's images.</param>
    public void Bet(WaveWeights weights, IReadOnlyList<StratumSample> samples, IReadOnlyList<double> predictions, IReadOnlyList<IReadOnlyList<int>> wave)
    {
        var worst = 0.0;
        for (var stratum = 0; stratum < wave.Count; stratum++)
        {
            if (wave[stratum].Count > 0)
                worst = Math.Max(worst, weights.Of(stratum) * LossOf(samples[stratum].Stratum, predictions[stratum]));
        }

        for (var bet = 0; bet < Bets; bet++)
        {
            var size = worst > 0 ? Math.Min(_bets[bet], MaxLoss / worst) : _bets[bet];
            _totals[bet] += size * weights.Total;
            _known[bet] += size * weights.KnownOf(predictions, wave);
        }

        for (var stratum = 0; stratum < wave.Count; stratum++)
        {
            foreach (var (value, images) in wave[stratum].CountBy(value => value).OrderBy(count => count.Key))
            {
                for (var bet = 0; bet < Bets; bet++)
                {
                    var size = worst > 0 ? Math.Min(_bets[bet], MaxLoss / worst) : _bets[bet];
                    _gains[bet] += images * double.LogP1(_sign * size * weights.Of(stratum) * (value - predictions[stratum]));
                }
            }
        }
    }

    /// <summary>The natural logarithm of the capital for a null value of the population's total.</summary>
    public double LogCapital(double total)
    {
        var max = double.NegativeInfinity;
        Span<double> logs = stackalloc double[Bets];
        for (var bet = 0; bet < Bets; bet++)
        {
            logs[bet] = _gains[bet] - (_sign * ((_totals[bet] * total) - _known[bet]));
            max = Math.Max(max, logs[bet]);
        }

        var sum = 0.0;
        foreach (var log in logs)
            sum += Math.Exp(log - max);
        return max + Math.Log(sum / Bets);
    }

    private double LossOf(Stratum stratum, double prediction) => _sign > 0 ? prediction - stratum.Low : stratum.High - prediction;
}

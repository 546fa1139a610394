namespace MuBench.Statistics.Sequential;

/// <summary>
/// A confidence sequence for the mean of a finite population from which images are drawn without replacement, stratum by stratum in waves:
/// all its intervals together hold the mean with the confidence 1 - α, however often one looks and whenever one stops.
/// </summary>
/// <remarks>
/// Betting as in Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting" (J. R. Stat. Soc. B 86, 2024, 1-27): the mean of the
/// images not drawn yet, given a null value of the whole, is what a fair bet is about (section 5, without replacement), and a null value is
/// rejected when the capital of one of two sides reaches 2/α (Ville's inequality). Strata follow Spertus, Sridhar and Stark, "Sequential stratified
/// inference for the mean" (2024, arXiv:2409.06680), but need no search over the means of the strata: see <see cref="BettingSide"/>.
/// </remarks>
public sealed class ConfidenceSequence
{
    private readonly double _units;
    private readonly double _logLimit;
    private readonly StratumSample[] _samples;
    private readonly BettingSide _above;
    private readonly BettingSide _below;

    /// <summary>Starts a sequence.</summary>
    /// <param name="strata">The strata, each with at least one image.</param>
    /// <param name="units">What the total over all images is divided by, such as the number of their questions.</param>
    /// <param name="alpha">The probability with which the sequence may miss the mean at any time, such as 0.05.</param>
    public ConfidenceSequence(IReadOnlyList<Stratum> strata, double units, double alpha)
    {
        ArgumentNullException.ThrowIfNull(strata);
        _units = units;
        _logLimit = Math.Log(2 / alpha);
        _samples = [.. strata.Select(stratum => new StratumSample(stratum))];
        var scale = strata.Sum(stratum => stratum.Images * Math.Max(Math.Abs(stratum.Low), Math.Abs(stratum.High))) / strata.Sum(stratum => (double)stratum.Images);
        _above = new BettingSide(1, scale);
        _below = new BettingSide(-1, scale);
        (Low, High) = (strata.Sum(stratum => stratum.Images * stratum.Low) / units, strata.Sum(stratum => stratum.Images * stratum.High) / units);
    }

    /// <summary>The lower end of the interval: it never falls.</summary>
    public double Low { get; private set; }

    /// <summary>The upper end of the interval: it never rises.</summary>
    public double High { get; private set; }

    /// <summary>The estimated mean: the strata's means, weighted by their numbers of images.</summary>
    public double Estimate => _samples.Sum(sample => sample.EstimateTotal(Position)) / _units;

    /// <summary>The interval, with its ends rounded to nine decimals.</summary>
    public Interval Interval => new Interval(Low, High, IntervalKinds.Betting).Rounded();

    /// <summary>Takes a look: draws the images of a wave, and narrows the interval.</summary>
    /// <param name="wave">
    /// For each stratum the values of the wave's images, in the order in which they were drawn: at least one of each stratum that has images left.
    /// </param>
    public void Add(IReadOnlyList<IReadOnlyList<int>> wave)
    {
        ArgumentNullException.ThrowIfNull(wave);
        var position = Position;
        double[] predictions = [.. _samples.Select(sample => sample.Predict(position))];
        var weights = WaveWeights.Of(_samples, wave);
        _above.Bet(weights, _samples, predictions, wave);
        _below.Bet(weights, _samples, predictions, wave);
        for (var stratum = 0; stratum < wave.Count; stratum++)
            _samples[stratum].Draw(wave[stratum]);
        Narrow();
    }

    /// <summary>
    /// The natural logarithm of the e-value against a null value of the mean: the capital of both sides, half of the stake on each. Its expectation is at most 1
    /// before the logarithm, if the null value is true.
    /// </summary>
    public double LogEvidence(double mean)
    {
        var (above, below) = (_above.LogCapital(mean * _units), _below.LogCapital(mean * _units));
        var max = Math.Max(above, below);
        return max + Math.Log((Math.Exp(above - max) + Math.Exp(below - max)) / 2);
    }

    // The mean over all strata, as a position between the middle of the possible values (0) and their end (±1).
    private double Position
    {
        get
        {
            double deviation = 0, range = 0;
            foreach (var sample in _samples)
            {
                deviation += sample.Sum - (sample.Drawn * sample.Middle);
                range += sample.Drawn * sample.HalfRange;
            }

            return range == 0 ? 0 : deviation / range;
        }
    }

    private void Narrow()
    {
        // What the images not drawn yet can still be.
        var drawn = _samples.Sum(sample => sample.Sum);
        var low = Math.Max(Low, (drawn + _samples.Sum(sample => sample.Left * sample.Stratum.Low)) / _units);
        var high = Math.Min(High, (drawn + _samples.Sum(sample => sample.Left * sample.Stratum.High)) / _units);
        if (low < high)
        {
            var end = Reaches(_above, high) ? high : Reaches(_above, low) ? Search(_above, low, high) : low;
            high = Reaches(_below, low) ? low : Reaches(_below, high) ? Search(_below, high, low) : high;
            low = end;
        }

        // Nothing may be left of the interval. That happens with a probability below α. It keeps one point then.
        (Low, High) = low <= high ? (low, high) : ((low + high) / 2, (low + high) / 2);
    }

    private bool Reaches(BettingSide side, double mean) => side.LogCapital(mean * _units) >= _logLimit;

    // The value between one that is rejected and one that is not, to 12 digits.
    private double Search(BettingSide side, double rejected, double kept)
    {
        while (Math.Abs(kept - rejected) > 1e-12)
        {
            var middle = (rejected + kept) / 2;
            if (middle == rejected || middle == kept)
                break;
            (rejected, kept) = Reaches(side, middle) ? (middle, kept) : (rejected, middle);
        }

        return kept;
    }
}

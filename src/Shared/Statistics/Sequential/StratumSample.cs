namespace MuBench.Statistics.Sequential;

/// <summary>The images drawn so far from one stratum, and what is predicted for the next ones.</summary>
internal sealed class StratumSample(Stratum stratum)
{
    // The weight of the mean of all strata in the prediction for one of them, in images.
    private const double PriorImages = 20;

    /// <summary>The stratum.</summary>
    public Stratum Stratum => stratum;

    /// <summary>Number of images drawn.</summary>
    public int Drawn { get; private set; }

    /// <summary>Sum of their values.</summary>
    public double Sum { get; private set; }

    /// <summary>Number of images not drawn yet.</summary>
    public int Left => stratum.Images - Drawn;

    /// <summary>The half-width of the possible values.</summary>
    public double HalfRange => (stratum.High - stratum.Low) / 2;

    /// <summary>The middle of the possible values.</summary>
    public double Middle => (stratum.High + stratum.Low) / 2;

    /// <summary>The estimated total of the stratum.</summary>
    /// <param name="position">The mean of all strata, as a position between the middle of the possible values (0) and their end (±1).</param>
    public double EstimateTotal(double position) => Drawn == 0 ? stratum.Images * At(position) : stratum.Images * (Sum / Drawn);

    /// <summary>The predicted value of the next image, from the images drawn so far.</summary>
    /// <param name="position">As in <see cref="EstimateTotal"/>.</param>
    public double Predict(double position) => (Sum + (PriorImages * At(position))) / (Drawn + PriorImages);

    /// <summary>Draws images.</summary>
    public void Draw(IReadOnlyList<int> values)
    {
        foreach (var value in values)
            Sum += value;
        Drawn += values.Count;
    }

    private double At(double position) => Middle + (position * HalfRange);
}

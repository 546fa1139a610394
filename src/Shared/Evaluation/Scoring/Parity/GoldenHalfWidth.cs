namespace MuBench.Scoring.Parity;

/// <summary>The half-width of SciPy's basic bootstrap of independent questions.</summary>
/// <param name="N">Number of questions.</param>
/// <param name="Correct">Number of correct answers.</param>
/// <param name="Mean">Mean over <see cref="Runs"/> seeds, as a share.</param>
/// <param name="Deviation">Standard deviation of one run.</param>
internal sealed record GoldenHalfWidth(int N, int Correct, double Mean, double Deviation)
{
    /// <summary>Number of seeds of the mean: 0 to 19.</summary>
    public const int Runs = 20;
}

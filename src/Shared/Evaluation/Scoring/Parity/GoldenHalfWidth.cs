namespace MuBench.Scoring.Parity;

/// <summary>The half-width of SciPy's basic bootstrap of independent questions.</summary>
/// <param name="N">Questions.</param>
/// <param name="Correct">Correct ones.</param>
/// <param name="Mean">Mean over <see cref="Runs"/> seeds, as a share.</param>
/// <param name="Deviation">Standard deviation of a run.</param>
internal sealed record GoldenHalfWidth(int N, int Correct, double Mean, double Deviation)
{
    /// <summary>Seeds that the mean is over: 0 to 19.</summary>
    public const int Runs = 20;
}

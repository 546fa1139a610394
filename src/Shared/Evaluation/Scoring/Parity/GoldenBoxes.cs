namespace MuBench.Scoring.Parity;

/// <summary>Predicted and true boxes, each x1, y1, x2, y2, and their score.</summary>
/// <param name="Id">A name.</param>
/// <param name="Predicted">Predicted boxes.</param>
/// <param name="Truth">True boxes.</param>
/// <param name="Score">The score of the authors' code with SciPy.</param>
internal sealed record GoldenBoxes(string Id, IReadOnlyList<double[]> Predicted, IReadOnlyList<double[]> Truth, double Score);

namespace MuBench.Scoring.Parity;

/// <summary>A detection reply and the boxes that the authors read.</summary>
/// <param name="Form">Name of the reply's form.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Width">Columns of the image.</param>
/// <param name="Height">Rows of the image.</param>
/// <param name="Boxes">The boxes, each x1, y1, x2, y2 in pixels.</param>
internal sealed record GoldenDetection(string Form, string Reply, int Width, int Height, IReadOnlyList<double[]> Boxes);

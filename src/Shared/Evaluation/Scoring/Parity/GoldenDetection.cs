namespace MuBench.Scoring.Parity;

/// <summary>A detection response and the boxes that the authors' code reads from it.</summary>
/// <param name="Form">Name of the response format.</param>
/// <param name="Reply">The response.</param>
/// <param name="Width">Width of the image in pixels.</param>
/// <param name="Height">Height of the image in pixels.</param>
/// <param name="Boxes">The boxes, each x1, y1, x2, y2 in pixels.</param>
internal sealed record GoldenDetection(string Form, string Reply, int Width, int Height, IReadOnlyList<double[]> Boxes);

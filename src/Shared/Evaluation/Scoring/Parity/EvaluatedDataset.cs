namespace MuBench.Scoring.Parity;

/// <summary>A source dataset that the authors evaluated.</summary>
/// <param name="Name">Its name in the release.</param>
/// <param name="Images">Number of test images, with one classification question each.</param>
/// <param name="Classes">Number of classes of the classification.</param>
/// <param name="Stained">Whether its images have a stain question.</param>
/// <param name="Exact">Whether the number of images is known exactly, and not read from a figure.</param>
internal sealed record EvaluatedDataset(string Name, int Images, int Classes, bool Stained, bool Exact);

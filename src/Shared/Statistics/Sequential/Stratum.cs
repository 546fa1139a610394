namespace MuBench.Statistics.Sequential;

/// <summary>A part of a finite population of images, from which images are drawn in random order without replacement.</summary>
/// <param name="Images">Number of images.</param>
/// <param name="Low">The smallest possible value of an image.</param>
/// <param name="High">The largest possible value of an image.</param>
public readonly record struct Stratum(int Images, double Low, double High);

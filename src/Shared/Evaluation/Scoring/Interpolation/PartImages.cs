namespace MuBench.Scoring.Interpolation;

/// <summary>Images of a stratum with the same values in all tasks, and these values for one task.</summary>
/// <param name="Stratum">The stratum.</param>
/// <param name="Kind">Index of the type of images.</param>
/// <param name="Sum">Sum over the values of an image's questions.</param>
/// <param name="Questions">Number of an image's questions.</param>
/// <param name="Count">Number of such images.</param>
internal readonly record struct PartImages(int Stratum, int Kind, long Sum, long Questions, int Count);

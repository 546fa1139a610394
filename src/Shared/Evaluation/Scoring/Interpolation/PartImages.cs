namespace MuBench.Scoring.Interpolation;

/// <summary>Images of a stratum that are alike in all tasks, and what each has in one of them.</summary>
/// <param name="Stratum">The stratum.</param>
/// <param name="Kind">Which of its kinds of images.</param>
/// <param name="Sum">Sum over an image's questions.</param>
/// <param name="Questions">Their number.</param>
/// <param name="Count">How many such images there are.</param>
internal readonly record struct PartImages(int Stratum, int Kind, long Sum, long Questions, int Count);

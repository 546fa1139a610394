namespace MuBench.Scoring.Localization;

/// <summary>The size of an image.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal readonly record struct ImageSize(int Width, int Height);

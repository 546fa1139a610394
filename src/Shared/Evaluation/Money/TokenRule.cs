namespace MuBench.Money;

/// <summary>The rule for the number of input tokens of an image.</summary>
/// <param name="Name">The rule as text.</param>
/// <param name="Source">Its documentation; null for a guess.</param>
/// <param name="ImageTokens">Tokens of an image with a width and a height.</param>
internal sealed record TokenRule(string Name, Uri? Source, Func<int, int, long> ImageTokens);

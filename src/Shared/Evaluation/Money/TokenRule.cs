namespace MuBench.Money;

/// <summary>How many input tokens a model takes for an image.</summary>
/// <param name="Name">The rule in words.</param>
/// <param name="Source">Where it is documented; null for a guess.</param>
/// <param name="ImageTokens">Tokens of an image of a width and a height.</param>
internal sealed record TokenRule(string Name, Uri? Source, Func<int, int, long> ImageTokens);

namespace MuBench.Scoring.Parity;

/// <summary>A response and the verdict of the authors' rule.</summary>
/// <param name="Options">Name of the list of options.</param>
/// <param name="Gold">Index of the correct option.</param>
/// <param name="Reply">The response.</param>
/// <param name="Correct">The verdict.</param>
internal sealed record GoldenResponse(string Options, int Gold, string Reply, bool Correct);

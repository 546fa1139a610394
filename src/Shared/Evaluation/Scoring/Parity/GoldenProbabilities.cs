namespace MuBench.Scoring.Parity;

/// <summary>Published probabilities of the options of a question.</summary>
/// <param name="Id">Image and caption.</param>
/// <param name="Values">Probabilities in stored order.</param>
/// <param name="Choice">The published prediction.</param>
/// <param name="Gold">Index of the correct option; null if it is not known.</param>
internal sealed record GoldenProbabilities(string Id, IReadOnlyList<float> Values, int Choice, int? Gold);

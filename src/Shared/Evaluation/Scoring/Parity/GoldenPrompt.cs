namespace MuBench.Scoring.Parity;

/// <summary>A question and its prompt.</summary>
/// <param name="Id">A name.</param>
/// <param name="Text">The question.</param>
/// <param name="Options">Name of its list of options.</param>
/// <param name="Sha256">SHA-256 of the prompt in UTF-8, as built by the authors' code.</param>
internal sealed record GoldenPrompt(string Id, string Text, string Options, string Sha256);

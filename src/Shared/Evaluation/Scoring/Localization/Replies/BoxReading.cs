namespace MuBench.Scoring.Localization.Replies;

/// <summary>What was read from a detection reply.</summary>
/// <param name="Boxes">The boxes, in the reply's order and in image pixels.</param>
/// <param name="Malformed">How many entries were left out because they lack a coordinate, or have one that is not a number.</param>
/// <param name="IsUnderstood">
/// Whether the reply has the form that it should have, be it without a box. Where not, "no box" is the reader's word, not the model's:
/// it scores the same, and is counted apart.
/// </param>
internal sealed record BoxReading(IReadOnlyList<DetectedBox> Boxes, int Malformed, bool IsUnderstood);

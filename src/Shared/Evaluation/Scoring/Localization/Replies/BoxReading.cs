namespace MuBench.Scoring.Localization.Replies;

/// <summary>The result of reading a detection response.</summary>
/// <param name="Boxes">The boxes, in the response's order and in image pixels.</param>
/// <param name="Malformed">Number of entries that were left out because they lack a coordinate, or have one that is not a number.</param>
/// <param name="IsUnderstood">
/// Whether the response has the expected format, even without a box. If not, "no box" comes from the reader and not
/// from the model: it scores the same, but is counted separately.
/// </param>
internal sealed record BoxReading(IReadOnlyList<DetectedBox> Boxes, int Malformed, bool IsUnderstood);

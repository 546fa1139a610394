namespace MuBench.Proofs;

/// <summary>A place at which a stored document differs from the recomputed one.</summary>
/// <param name="Path">The place, such as <c>models[2].scores[0].accuracy</c>.</param>
/// <param name="Stored">What the stored document has there; null if it has nothing.</param>
/// <param name="Recomputed">What was recomputed; null if nothing was.</param>
internal sealed record JsonDifference(string Path, string? Stored, string? Recomputed)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Stored ?? "nothing"} in the file, {Recomputed ?? "nothing"} recomputed";
}

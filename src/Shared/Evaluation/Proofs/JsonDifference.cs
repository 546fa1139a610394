namespace MuBench.Proofs;

/// <summary>A place at which a stored document differs from the recomputed one.</summary>
/// <param name="Path">The place, such as <c>models[2].scores[0].accuracy</c>.</param>
/// <param name="Stored">The value in the stored document; null if there is none.</param>
/// <param name="Recomputed">The recomputed value; null if there is none.</param>
internal sealed record JsonDifference(string Path, string? Stored, string? Recomputed)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Stored ?? "nothing"} in the file, {Recomputed ?? "nothing"} recomputed";
}

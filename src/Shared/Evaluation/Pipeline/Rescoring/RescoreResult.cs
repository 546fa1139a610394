namespace MuBench.Pipeline.Rescoring;

/// <summary>A run that was scored again.</summary>
/// <param name="Name">The name of the new scoring.</param>
/// <param name="Files">The paths of its files in the store.</param>
/// <param name="Changes">The changes.</param>
public sealed record RescoreResult(string Name, IReadOnlyList<string> Files, RescoreChanges Changes);

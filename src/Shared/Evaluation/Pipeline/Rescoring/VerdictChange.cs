namespace MuBench.Pipeline.Rescoring;

/// <summary>A paired comparison whose verdict changed.</summary>
/// <param name="A">The first model.</param>
/// <param name="B">The second model.</param>
/// <param name="Task">The task.</param>
/// <param name="Slice">The slice.</param>
/// <param name="Before">The verdict in the run's own report; null if it has none.</param>
/// <param name="After">The verdict now; null if there is none.</param>
public sealed record VerdictChange(string A, string B, string Task, string Slice, string? Before = null, string? After = null);

namespace MuBench.Pipeline.Rescoring;

/// <summary>A paired comparison whose verdict is another one.</summary>
/// <param name="A">The first model.</param>
/// <param name="B">The second model.</param>
/// <param name="Task">The task.</param>
/// <param name="Slice">The slice.</param>
/// <param name="Before">The verdict in the run's own report; null where it has none.</param>
/// <param name="After">The verdict now; null where there is none.</param>
public sealed record VerdictChange(string A, string B, string Task, string Slice, string? Before = null, string? After = null);

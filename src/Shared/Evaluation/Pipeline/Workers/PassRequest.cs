namespace MuBench.Pipeline.Workers;

/// <summary>One pass of one model of a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The attempt that sends the request.</param>
/// <param name="Model">Position among the run's models, without passes, from 0.</param>
/// <param name="Pass">Position among the model's passes, from 0, which is the main pass.</param>
/// <param name="StopReason">Why the model was stopped; null if it was not.</param>
/// <param name="IsOutOfBudget">Whether questions were not asked because the budget had no room.</param>
/// <param name="Wave">The wave that is prepared, from 1; 0 for a run that asks every question.</param>
public sealed record PassRequest(string RunId, string Attempt, int Model, int Pass, string? StopReason = null, bool IsOutOfBudget = false, int Wave = 0);

namespace MuBench.Pipeline.Workers;

/// <summary>One pass of one model of a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The attempt at it that asks.</param>
/// <param name="Model">Position among the run's models, passes not counted, from 0.</param>
/// <param name="Pass">Position among the model's passes, from 0: the model itself.</param>
/// <param name="StopReason">Why the model was stopped; null if it was not.</param>
/// <param name="IsOutOfBudget">Whether questions were not asked for want of money.</param>
public sealed record PassRequest(string RunId, string Attempt, int Model, int Pass, string? StopReason = null, bool IsOutOfBudget = false);

namespace MuBench.Functions.Orchestrations;

/// <summary>One model of a run, with its further passes.</summary>
/// <param name="RunId">The run, which is also the id of the parent orchestration.</param>
/// <param name="Attempt">The attempt at it.</param>
/// <param name="Model">Position among the run's models, from 0.</param>
public sealed record ModelInput(string RunId, string Attempt, int Model);

namespace MuBench.Functions.Orchestrations;

/// <summary>One model of a run, including its further passes.</summary>
/// <param name="RunId">The run, which is also the id of the parent orchestration.</param>
/// <param name="Attempt">The attempt at it.</param>
/// <param name="Model">Index in the run's models.</param>
/// <param name="Wave">The wave to ask, from 1: the model is scored when the run has stopped. 0 for a run that asks every question.</param>
/// <param name="IsOnly">Whether it is the run's only model: the worker that scores its last pass writes the report.</param>
public sealed record ModelInput(string RunId, string Attempt, int Model, int Wave = 0, bool IsOnly = false);

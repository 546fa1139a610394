namespace MuBench.Functions.Orchestrations;

/// <summary>The result of a model's orchestration.</summary>
/// <param name="Cancelled">Whether the attempt ended before the model was scored.</param>
public sealed record ModelOutcome(bool Cancelled);

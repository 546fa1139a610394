namespace MuBench.Functions.Orchestrations;

/// <summary>How the orchestration of a model ended.</summary>
/// <param name="Cancelled">Whether the attempt was over before the model was scored.</param>
public sealed record ModelOutcome(bool Cancelled);

namespace MuBench.Functions.Orchestrations;

/// <summary>A run ended by a fault that is not one model's own. The message is that of its status.</summary>
internal sealed class RunFailedException(string message) : Exception(message);

namespace MuBench.Functions.Orchestrations;

/// <summary>A run failed because of a fault that is not specific to one model. The message is that of its status.</summary>
internal sealed class RunFailedException(string message) : Exception(message);

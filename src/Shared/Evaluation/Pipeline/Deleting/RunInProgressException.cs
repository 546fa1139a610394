namespace MuBench.Pipeline.Deleting;

/// <summary>A run cannot be deleted, because a process conducts it. The message names the process and the remedy.</summary>
public sealed class RunInProgressException(string message) : UserException(message);

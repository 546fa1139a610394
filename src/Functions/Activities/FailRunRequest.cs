using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Activities;

/// <summary>An attempt that failed.</summary>
/// <param name="Run">The run and the attempt.</param>
/// <param name="Error">The reason, for the user.</param>
public sealed record FailRunRequest(RunRequest Run, string Error);

namespace MuBench.Exports.Harness;

/// <summary>What a task's file came to.</summary>
/// <param name="Questions">Questions of the task, with those that have no answer.</param>
/// <param name="Hash">SHA-256 of the samples' hashes joined, as the harness's trackers make it.</param>
internal sealed record TaskTally(int Questions, string Hash);

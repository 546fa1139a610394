namespace MuBench.Exports.Harness;

/// <summary>The count and hash of a task's file.</summary>
/// <param name="Questions">Questions of the task, including those without a response.</param>
/// <param name="Hash">SHA-256 of the joined hashes of the samples, as computed by the harness's trackers.</param>
internal sealed record TaskTally(int Questions, string Hash);

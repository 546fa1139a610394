namespace MuBench.Models.Batch;

/// <summary>What a provider says of a batch.</summary>
/// <param name="IsEnded">Whether nothing more will come of it.</param>
/// <param name="Failure">Why the provider took none of it; null where it did.</param>
/// <param name="IsQueueFull">Whether that was because too much is queued already.</param>
/// <param name="Files">Ids of the files with its answers, where they are in files.</param>
internal sealed record BatchState(bool IsEnded, string? Failure = null, bool IsQueueFull = false, IReadOnlyList<string>? Files = null);

namespace MuBench.Models.Batch;

/// <summary>A provider's state of a batch.</summary>
/// <param name="IsEnded">Whether the batch has ended.</param>
/// <param name="Failure">Why the provider rejected the whole batch; null if it did not.</param>
/// <param name="IsQueueFull">Whether it was rejected because too much is queued already.</param>
/// <param name="Files">Ids of the result files, if the provider uses files.</param>
internal sealed record BatchState(bool IsEnded, string? Failure = null, bool IsQueueFull = false, IReadOnlyList<string>? Files = null);

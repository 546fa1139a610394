using MuBench.Models.Batch;

namespace MuBench.Pipeline.Batches;

/// <summary>An ended batch whose responses are in the response log.</summary>
/// <param name="Document">Its document, which the caller writes.</param>
/// <param name="SpentUsd">Its cost in US dollars.</param>
/// <param name="UnloggedUsd">The part of it that no response in the log accounts for.</param>
/// <param name="StopReason">Why the model cannot answer any further question; null if it can.</param>
internal sealed record MergedBatch(BatchDocument Document, decimal SpentUsd, decimal UnloggedUsd, string? StopReason);

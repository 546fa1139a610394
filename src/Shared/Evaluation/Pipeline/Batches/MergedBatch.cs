using MuBench.Models.Batch;

namespace MuBench.Pipeline.Batches;

/// <summary>An ended batch whose answers are in the response log.</summary>
/// <param name="Document">Its document, to be written.</param>
/// <param name="SpentUsd">What it cost, in US dollars.</param>
/// <param name="UnloggedUsd">Part of that which no answer in the log accounts for.</param>
/// <param name="StopReason">Why the model can answer no further question; null where it can.</param>
internal sealed record MergedBatch(BatchDocument Document, decimal SpentUsd, decimal UnloggedUsd, string? StopReason);

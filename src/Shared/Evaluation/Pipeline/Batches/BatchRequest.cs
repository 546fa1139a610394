using MuBench.Models;
using MuBench.Models.Batch;

namespace MuBench.Pipeline.Batches;

/// <summary>A request of a batch to be made.</summary>
/// <param name="Question">The question.</param>
/// <param name="Entry">What the batch's document has of it.</param>
/// <param name="Body">The body of its single call.</param>
/// <param name="MaxUsd">What it can cost at most; null where the price is not known.</param>
/// <param name="Fault">Why it cannot be asked, because its image is broken; null where it can.</param>
internal sealed record BatchRequest(PendingQuestion Question, BatchedQuestion Entry, byte[] Body, decimal? MaxUsd, string? Fault);

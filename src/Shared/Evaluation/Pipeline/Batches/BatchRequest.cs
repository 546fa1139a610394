using MuBench.Models;
using MuBench.Models.Batch;

namespace MuBench.Pipeline.Batches;

/// <summary>A request of a batch that will be made.</summary>
/// <param name="Question">The question.</param>
/// <param name="Entry">Its entry in the batch's document.</param>
/// <param name="Body">The request body of a single call.</param>
/// <param name="MaxUsd">The maximum cost; null if the price is not known.</param>
/// <param name="Fault">Why it cannot be asked, because its image is broken; null if it can.</param>
internal sealed record BatchRequest(PendingQuestion Question, BatchedQuestion Entry, byte[] Body, decimal? MaxUsd, string? Fault);

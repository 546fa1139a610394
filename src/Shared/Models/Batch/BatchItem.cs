using MuBench.Responses;

namespace MuBench.Models.Batch;

/// <summary>One request of a batch.</summary>
/// <param name="Key">Response key of the question.</param>
/// <param name="Image">What is sent of its image; null where no image is sent.</param>
public sealed record BatchItem(string Key, SentImage? Image);

namespace MuBench.Models.Batch;

/// <summary>The result of looking for a batch whose submission was not noted.</summary>
/// <param name="BatchId">Its id; null where it was not found.</param>
/// <param name="MayBeUnderWay">Whether it may be one of those that cannot be told apart before they end.</param>
internal sealed record FoundBatch(string? BatchId, bool MayBeUnderWay = false)
{
    /// <summary>It was not submitted.</summary>
    public static FoundBatch None { get; } = new(null, false);
}

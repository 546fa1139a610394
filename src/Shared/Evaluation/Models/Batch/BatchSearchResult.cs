namespace MuBench.Models.Batch;

/// <summary>The result of looking for a batch whose submission was not noted.</summary>
/// <param name="BatchId">Its id; null where it was not found.</param>
/// <param name="MayBeInProgress">Whether it may be one of those that cannot be told apart before they end.</param>
internal sealed record BatchSearchResult(string? BatchId, bool MayBeInProgress = false)
{
    /// <summary>It was not submitted.</summary>
    public static BatchSearchResult None { get; } = new(null, false);
}

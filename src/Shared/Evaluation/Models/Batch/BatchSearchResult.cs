namespace MuBench.Models.Batch;

/// <summary>The result of the search for a batch whose submission was not recorded.</summary>
/// <param name="BatchId">Its id; null if it was not found.</param>
/// <param name="MayBeInProgress">Whether it may be a batch in progress, which can be identified only after it ends.</param>
internal sealed record BatchSearchResult(string? BatchId, bool MayBeInProgress = false)
{
    /// <summary>The batch was not submitted.</summary>
    public static BatchSearchResult None { get; } = new(null, false);
}

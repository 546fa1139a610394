namespace MuBench.Datasets;

/// <summary>One entry of the shard table: up to 64 consecutive items whose images are all in one pack.</summary>
public sealed record ShardInfo
{
    /// <summary>Number of the shard, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The pack that holds its images.</summary>
    public required string Pack { get; init; }

    /// <summary>Offset in the pack of the contiguous range that holds all images of the shard.</summary>
    public required long Offset { get; init; }

    /// <summary>Length of that range in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Row number of its first item in the dataset.</summary>
    public required int FirstRow { get; init; }

    /// <summary>Number of items.</summary>
    public required int Images { get; init; }

    /// <summary>Number of questions per question key.</summary>
    public required IReadOnlyDictionary<string, int> Questions { get; init; }

    /// <summary>SHA-256 of the shard's index before compression.</summary>
    public required string Sha256 { get; init; }
}

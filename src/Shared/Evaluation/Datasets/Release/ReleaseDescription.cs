namespace MuBench.Datasets.Release;

/// <summary>What is known of a published release of a benchmark: where its files lie, their hashes, and what they must amount to.</summary>
public sealed record ReleaseDescription
{
    /// <summary>The benchmark's name, for messages.</summary>
    public required string Title { get; init; }

    /// <summary>The name in the store under which it is imported without a path.</summary>
    public required string Name { get; init; }

    /// <summary>The dataset repository on the Hub: <c>OWNER/NAME</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The commit of the repository, 40 hex digits.</summary>
    public required string Revision { get; init; }

    /// <summary>The folder of the repository that holds the files.</summary>
    public required string Folder { get; init; }

    /// <summary>The shards, in order of name.</summary>
    public required IReadOnlyList<ReleaseFile> Files { get; init; }

    /// <summary>What an import of these files must count.</summary>
    public required ReleaseCounts Counts { get; init; }
}

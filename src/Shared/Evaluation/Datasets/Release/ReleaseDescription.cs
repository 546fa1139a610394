namespace MuBench.Datasets.Release;

/// <summary>A published release of a benchmark: the place of its files, their hashes, and the expected counts.</summary>
public sealed record ReleaseDescription
{
    /// <summary>The benchmark's name, for messages.</summary>
    public required string Title { get; init; }

    /// <summary>The name in the store under which the release is imported.</summary>
    public required string Name { get; init; }

    /// <summary>The dataset repository on the Hub: <c>OWNER/NAME</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The commit of the repository, 40 hex digits.</summary>
    public required string Revision { get; init; }

    /// <summary>The folder of the repository that holds the files.</summary>
    public required string Folder { get; init; }

    /// <summary>The shards, in order of name.</summary>
    public required IReadOnlyList<ReleaseFile> Files { get; init; }

    /// <summary>The counts that an import of these files must give.</summary>
    public required ReleaseCounts Counts { get; init; }
}

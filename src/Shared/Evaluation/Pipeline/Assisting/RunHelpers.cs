namespace MuBench.Pipeline.Assisting;

/// <summary>
/// Answers of other models about the whole population of a sampled run, from other runs of the store: <c>helpers.json</c> of the run. They make its
/// estimates more precise.
/// </summary>
public sealed record RunHelpers
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Number of questions of the population.</summary>
    public required int Questions { get; init; }

    /// <summary>The models.</summary>
    public required IReadOnlyList<RunHelper> Helpers { get; init; }

    /// <summary>Runs of the same dataset that could not be read, each with the reason.</summary>
    public required IReadOnlyList<string> Unread { get; init; }
}

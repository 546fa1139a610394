using System.Text.Json.Serialization;
using MuBench.Datasets.Release;

namespace MuBench.Datasets;

/// <summary>A prepared dataset: <c>dataset.json</c>. Written last by an import, so that its presence means a whole dataset.</summary>
public sealed record DatasetInfo
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The dataset's name in the store.</summary>
    public required string Name { get; init; }

    /// <summary>First 12 hex digits of <see cref="Sha256"/>: part of the response log's path.</summary>
    public required string Revision { get; init; }

    /// <summary>
    /// Content hash: SHA-256 over all images' hashes, questions and captions in order; the same for the Arrow and
    /// Parquet form of the same rows.
    /// </summary>
    public required string Sha256 { get; init; }

    /// <summary>What was imported: <c>arrow</c>, <c>parquet</c>, <c>folder</c> or <c>tsv</c>.</summary>
    public required string Form { get; init; }

    /// <summary>The counts of the whole dataset.</summary>
    public required DatasetCounts Counts { get; init; }

    /// <summary>The files that hold the image bytes.</summary>
    public required IReadOnlyList<PackInfo> Packs { get; init; }

    /// <summary>The shards, in order of <see cref="ShardInfo.Index"/>.</summary>
    public required IReadOnlyList<ShardInfo> Shards { get; init; }

    /// <summary>
    /// How often each answer is the correct one, per <see cref="Question.AnswerGroup"/> (a coarse key, or
    /// <c>classification:DATASET</c>): what the majority floor answers by.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Answers { get; init; }

    /// <summary>How deep its images are; null where it was imported by a version that did not look.</summary>
    public PixelDepth? Depth { get; init; }

    /// <summary>How its images of more than 8 bits per sample are shown in runs whose manifest does not say: an <see cref="MuBench.Imaging.Display.DisplayRule"/> in words; null for the default.</summary>
    public string? Display { get; init; }

    /// <summary>How the dataset stands to the official release of μ-Bench; null where it was imported by a version that did not look.</summary>
    public ReleaseStanding? Release { get; init; }

    /// <summary>Whether this is the official release of μ-Bench, whose results compare with the published ones.</summary>
    [JsonIgnore]
    public bool IsOfficial => Release is { Official: true };

    /// <summary>
    /// What the import left out and why, in words: questions that contradict themselves, rows without an image; and what a run will not show
    /// whole: images of several pages, or that cannot be shown at all.
    /// </summary>
    // Source-generated reading sets an absent init property to null, whatever its initializer says.
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}

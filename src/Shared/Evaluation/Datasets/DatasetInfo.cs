using System.Text.Json.Serialization;
using MuBench.Datasets.Release;

namespace MuBench.Datasets;

/// <summary>A prepared dataset: <c>dataset.json</c>. An import writes it last, so its presence means that the dataset is complete.</summary>
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
    /// Content hash: SHA-256 over the hashes of all images, the questions and the captions in order. The Arrow and
    /// Parquet files of the same rows have the same hash.
    /// </summary>
    public required string Sha256 { get; init; }

    /// <summary>The source format: <c>arrow</c>, <c>parquet</c>, <c>folder</c> or <c>tsv</c>.</summary>
    public required string Form { get; init; }

    /// <summary>The counts of the whole dataset.</summary>
    public required DatasetCounts Counts { get; init; }

    /// <summary>The files that hold the image bytes.</summary>
    public required IReadOnlyList<PackInfo> Packs { get; init; }

    /// <summary>The shards, in order of <see cref="ShardInfo.Index"/>.</summary>
    public required IReadOnlyList<ShardInfo> Shards { get; init; }

    /// <summary>
    /// How often each option is the correct one, per <see cref="Question.AnswerGroup"/> (a coarse key, or
    /// <c>classification:DATASET</c>). The majority floor answers by these counts.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Answers { get; init; }

    /// <summary>The bit depth of the images; null if the dataset was imported by a version that did not inspect them.</summary>
    public PixelDepth? Depth { get; init; }

    /// <summary>
    /// The default <see cref="MuBench.Imaging.Display.DisplayRule"/>, as text, for images of more than 8 bits per
    /// sample in runs whose manifest has none; null for the built-in default.
    /// </summary>
    public string? Display { get; init; }

    /// <summary>
    /// The comparison with the official release of μ-Bench; null if the dataset was imported by a version that did not
    /// compare.
    /// </summary>
    public ReleaseStanding? Release { get; init; }

    /// <summary>Whether this is the official release of μ-Bench. Only its results compare with the published ones.</summary>
    [JsonIgnore]
    public bool IsOfficial => Release is { Official: true };

    /// <summary>
    /// What the import left out and why, as text: questions that contradict themselves and rows without an image. Also
    /// images that a run cannot show completely: those with several pages, and those that cannot be decoded.
    /// </summary>
    // Source-generated reading sets an absent init property to null and ignores its initializer.
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}

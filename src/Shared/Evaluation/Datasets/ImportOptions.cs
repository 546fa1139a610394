using MuBench.Datasets.Release;
using MuBench.Imaging.Display;

namespace MuBench.Datasets;

/// <summary>Options of an import.</summary>
public sealed record ImportOptions
{
    /// <summary>Whether a dataset of the same name with other content is replaced.</summary>
    /// <value>Default false: the import is refused. Ignored if there is no such dataset, or one with the same content.</value>
    public bool Replace { get; init; }

    /// <summary>Expected SHA-256 of files in hex, by file name. They take precedence over a checksum file beside the shards.</summary>
    /// <value>Default empty: only checksum files are used.</value>
    public IReadOnlyDictionary<string, string> ExpectedSha256 { get; init; } = new Dictionary<string, string>();

    /// <summary>The release with which the dataset is compared.</summary>
    /// <value>Default: the official release.</value>
    public ReleaseDescription Release { get; init; } = OfficialRelease.Description;

    /// <summary>The display rule for images of more than 8 bits per sample in runs whose manifest has none.</summary>
    /// <value>Default null: the rule of an existing dataset with the same content, else the built-in default.</value>
    public DisplayRule? Display { get; init; }

    /// <summary>
    /// Whether a store on the same disk may hard-link the files instead of copying them. Use this only for files that
    /// nothing else changes.
    /// </summary>
    /// <value>Default false.</value>
    public bool Link { get; init; }
}

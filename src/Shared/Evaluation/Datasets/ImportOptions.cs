using MuBench.Datasets.Release;
using MuBench.Imaging.Display;

namespace MuBench.Datasets;

/// <summary>Knobs of an import.</summary>
public sealed record ImportOptions
{
    /// <summary>Replaces a dataset of the same name that has other content, instead of refusing.</summary>
    /// <value>Default false. Ignored where there is none, or one with the same content.</value>
    public bool Replace { get; init; }

    /// <summary>
    /// SHA-256 in hex that files should have, by file name. They go before those of a checksum file beside the shards.
    /// </summary>
    /// <value>Default empty: only checksum files are looked at.</value>
    public IReadOnlyDictionary<string, string> ExpectedSha256 { get; init; } = new Dictionary<string, string>();

    /// <summary>The release that the dataset is held against.</summary>
    /// <value>Default the official one.</value>
    public ReleaseDescription Release { get; init; } = OfficialRelease.Description;

    /// <summary>How images of more than 8 bits per sample are shown in runs whose manifest does not say.</summary>
    /// <value>Default null: as a dataset of the same content says already, else the default.</value>
    public DisplayRule? Display { get; init; }

    /// <summary>
    /// Lets a store on the same disk take the files as they are, under a second name, instead of copying them. Only for
    /// files that nobody else changes.
    /// </summary>
    /// <value>Default false.</value>
    public bool Link { get; init; }
}

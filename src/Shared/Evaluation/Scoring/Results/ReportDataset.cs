using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>The dataset of a report.</summary>
/// <param name="Name">Name in the store.</param>
/// <param name="Revision">Revision in the store.</param>
/// <param name="Images">Images that the run asked about, over all items.</param>
/// <param name="Questions">Questions that the run asked, per model.</param>
/// <param name="Sha256">Content hash of the whole dataset.</param>
public sealed record ReportDataset(string Name, string Revision, int Images, int Questions, string Sha256)
{
    /// <summary>Whether it is the official release of μ-Bench, by its files' hashes and its counts.</summary>
    public bool Official { get; init; }

    /// <summary>Items that the run asked about; null if each of them is one image.</summary>
    public int? Items { get; init; }

    /// <summary>How images of more than 8 bits per sample were shown; null if the run has none, or the dataset was imported by a version that did not look.</summary>
    public ReportDisplay? Display { get; init; }

    /// <summary>What a reader must know who has the published tables at hand; null if there is nothing.</summary>
    [JsonIgnore]
    public string? Caveat => Official ? null
        : Name == PublishedResults.MicroVqaDataset ? "The published rows are those of MicroVQA; whether the rows of this dataset are its release was not checked."
        : "This dataset is not the official release of μ-Bench: its numbers do not compare with the published tables.";
}

using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>The dataset of a report.</summary>
/// <param name="Name">Name in the store; of a dataset that the manifest names by its path, the name of the folder or file.</param>
/// <param name="Revision">Revision in the store.</param>
/// <param name="Images">Number of images that the run asked about, over all items.</param>
/// <param name="Questions">Number of questions that the run asked, per model.</param>
/// <param name="Sha256">Content hash of the whole dataset.</param>
public sealed record ReportDataset(string Name, string Revision, int Images, int Questions, string Sha256)
{
    /// <summary>Whether it is the official release of μ-Bench, by its files' hashes and its counts.</summary>
    public bool Official { get; init; }

    /// <summary>Whether the run asked only a sample of the questions, and a rule stopped it. It is then no official result, even on the official release.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Sampled { get; init; }

    /// <summary>Number of items that the run asked about; null if every item is one image.</summary>
    public int? Items { get; init; }

    /// <summary>
    /// The display rule for images of more than 8 bits per sample; null if the run has none, or if the dataset was
    /// imported by a version that did not inspect the images.
    /// </summary>
    public ReportDisplay? Display { get; init; }

    /// <summary>The note for readers who compare with published tables; null if none is needed.</summary>
    [JsonIgnore]
    public string? Caveat => Sampled ? "These are estimates from a sample: no official result, and not comparable with the published tables."
        : Official ? null
        : Name == PublishedResults.MicroVqaDataset ? "The published rows are those of MicroVQA; whether this dataset is its release was not checked."
        : "This dataset is not the official release of μ-Bench: its numbers are not comparable with the published tables.";
}

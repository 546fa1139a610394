namespace MuBench.Reports;

/// <summary>The dataset of a report.</summary>
/// <param name="Name">Name in the store.</param>
/// <param name="Revision">Revision in the store.</param>
/// <param name="Images">Images that the run asked about, over all items.</param>
/// <param name="Questions">Questions that the run asked, per model.</param>
/// <param name="Sha256">Content hash of the whole dataset.</param>
public sealed record ReportDataset(string Name, string Revision, int Images, int Questions, string Sha256)
{
    /// <summary>Items that the run asked about; null where each of them is one image.</summary>
    public int? Items { get; init; }
}

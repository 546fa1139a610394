namespace MuBench.Datasets.Import;

/// <summary>The source formats of a dataset, as named in <see cref="DatasetInfo.Form"/>.</summary>
internal static class DatasetFormats
{
    public const string Arrow = "arrow";
    public const string Parquet = "parquet";
    public const string Folder = "folder";
    public const string Tsv = "tsv";
}

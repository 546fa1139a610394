namespace MuBench.Datasets.Import.Tsv;

/// <summary>How a row gives its images.</summary>
internal enum TsvImageKind
{
    /// <summary>The row has no image.</summary>
    None,

    /// <summary>As base64 in the cell.</summary>
    Base64,

    /// <summary>As the index of another row.</summary>
    Reference,

    /// <summary>As the path of a file.</summary>
    Path,
}

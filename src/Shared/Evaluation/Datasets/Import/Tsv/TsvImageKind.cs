namespace MuBench.Datasets.Import.Tsv;

/// <summary>How a row gives its images.</summary>
internal enum TsvImageKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>In the cell itself.</summary>
    Base64,

    /// <summary>As the index of another row.</summary>
    Reference,

    /// <summary>As a file.</summary>
    Path,
}

namespace MuBench.Datasets;

/// <summary>How far an import is. Reports come from several threads.</summary>
/// <param name="File">The file that is being read.</param>
/// <param name="Bytes">Bytes read so far, over all files.</param>
/// <param name="TotalBytes">Bytes of all files, or null where that is not known beforehand.</param>
/// <param name="Rows">Rows indexed so far.</param>
public sealed record ImportProgress(string File, long Bytes, long? TotalBytes, int Rows);

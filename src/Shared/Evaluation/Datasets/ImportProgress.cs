namespace MuBench.Datasets;

/// <summary>Progress of an import. Reports come from several threads.</summary>
/// <param name="File">The file that is being read.</param>
/// <param name="Bytes">Bytes read so far, over all files.</param>
/// <param name="TotalBytes">Bytes of all files; null if that is not known in advance.</param>
/// <param name="Rows">Rows indexed so far.</param>
public sealed record ImportProgress(string File, long Bytes, long? TotalBytes, int Rows);

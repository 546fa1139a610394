namespace MuBench.Datasets.Release.Download;

/// <summary>How far a download is.</summary>
/// <param name="Files">Its files, in order.</param>
/// <param name="Received">Bytes that came in since the start, those that had to be thrown away included: what a rate is of.</param>
/// <param name="Notices">What went otherwise than planned, in words, oldest first.</param>
public sealed record DownloadProgress(IReadOnlyList<FileProgress> Files, long Received, IReadOnlyList<string> Notices)
{
    /// <summary>Bytes that are held, over all files.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>Bytes of all files; null until all lengths are known.</summary>
    public long? Length => Files.All(file => file.Length is not null) ? Files.Sum(file => file.Length) : null;
}

namespace MuBench.Hub;

/// <summary>Progress of a download.</summary>
/// <param name="Files">Its files, in order.</param>
/// <param name="Received">Bytes received since the start, including discarded ones; the basis of the rate.</param>
/// <param name="Notices">Messages about unexpected events, oldest first.</param>
public sealed record DownloadProgress(IReadOnlyList<FileProgress> Files, long Received, IReadOnlyList<string> Notices)
{
    /// <summary>Bytes of complete pieces, over all files.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>Bytes of all files; null until all lengths are known.</summary>
    public long? Length => Files.All(file => file.Length is not null) ? Files.Sum(file => file.Length) : null;
}

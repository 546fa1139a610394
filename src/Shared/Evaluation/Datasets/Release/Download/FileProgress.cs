namespace MuBench.Datasets.Release.Download;

/// <summary>How far a file is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">What is being done about it.</param>
/// <param name="Bytes">Bytes that are held.</param>
/// <param name="Length">Its length; null until the server has said it.</param>
public sealed record FileProgress(string Name, DownloadState State, long Bytes, long? Length);

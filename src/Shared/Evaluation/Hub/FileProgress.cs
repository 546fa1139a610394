namespace MuBench.Hub;

/// <summary>Progress of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Its state.</param>
/// <param name="Bytes">Bytes of complete pieces.</param>
/// <param name="Length">Its length; null until the server has sent it.</param>
public sealed record FileProgress(string Name, DownloadState State, long Bytes, long? Length);

namespace MuBench.Hub;

/// <summary>A file to download.</summary>
/// <param name="Name">Its path in the folder of the download, with <c>/</c> between folders.</param>
/// <param name="Address">Its address at the endpoint.</param>
/// <param name="Hash">The hash that its content must have.</param>
/// <param name="Length">Its length in bytes; null if only the server knows it.</param>
public sealed record HubFile(string Name, Uri Address, HubHash Hash, long? Length = null);

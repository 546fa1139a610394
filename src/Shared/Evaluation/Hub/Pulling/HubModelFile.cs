namespace MuBench.Hub.Pulling;

/// <summary>A file of a model's repository, as the Hub describes it.</summary>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Length">Its length in bytes; null if it is not stated.</param>
/// <param name="Hash">The hash of its content; null if none is stated.</param>
public sealed record HubModelFile(string Path, long? Length, HubHash? Hash);

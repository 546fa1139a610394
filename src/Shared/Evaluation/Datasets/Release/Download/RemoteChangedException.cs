namespace MuBench.Datasets.Release.Download;

/// <summary>What a server sends is not, or no longer, the part of the file that was asked for.</summary>
internal sealed class RemoteChangedException(string file, string found)
    : UserException($"The server does not send the parts of '{file}' that it is asked for: {found}. Run the same command again, or name another mirror with --mirror.")
{
    /// <summary>What it sent, as the end of a sentence.</summary>
    public string Found { get; } = found;
}

namespace MuBench.Hub;

/// <summary>The server sends something else than the requested part of the file, or the file changed.</summary>
internal sealed class RemoteChangedException(string file, string found)
    : UserException($"The server does not send the parts of '{file}' that it is asked for: {found}. Run the same command again, or name another mirror with --mirror.")
{
    /// <summary>What the server sent, as the end of a sentence.</summary>
    public string Found { get; } = found;
}

namespace MuBench.Cli;

/// <summary>A file that the user asked for by an option.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file, replacing one that is there.</summary>
    /// <exception cref="UserException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(path, content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UserException($"{path}: cannot be written: {fault.Message}", fault);
        }
    }
}

namespace MuBench.Cli;

/// <summary>Writes a file that the user requested with an option.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file and replaces an existing one.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
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

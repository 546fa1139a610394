using MuBench.Json;

namespace MuBench.Storage.Disk;

/// <summary>Replaces or deletes a file unless another process replaced it first (compare and swap).</summary>
/// <remarks>
/// A process that replaces a file holds a lock file beside it, from before it reads the old content until the new content has
/// its name, or the file is deleted. The operating system releases the lock when the process ends. The lock file is not deleted: otherwise two processes
/// could lock two files of the same name. On a file system without locks (some network shares), two processes can both succeed.
/// </remarks>
internal static class DiskExchange
{
    private const string Prefix = ".mubench-";
    private const string Suffix = ".lock";

    /// <summary>The tag of a content, which is its hash.</summary>
    public static string TagOf(ReadOnlySpan<byte> content) => Hashing.Sha256(content);

    /// <summary>Whether a file name is the name of a lock.</summary>
    public static bool IsLock(ReadOnlySpan<char> name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>
    /// Replaces a file whose content has the given tag; a null tag creates the file. Returns the tag of the new content, or null
    /// if the file has other content.
    /// </summary>
    public static async Task<string?> TryReplaceAsync(string file, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellationToken)
    {
        var isReplaced = await TryChangeAsync("replace", file, tag, async () =>
        {
            using var temporary = await TemporaryFile.WriteAsync(file, (stream, token) => stream.WriteAsync(content, token).AsTask(), cancellationToken).ConfigureAwait(false);
            temporary.Replace();
        }, cancellationToken).ConfigureAwait(false);
        return isReplaced ? TagOf(content.Span) : null;
    }

    /// <summary>Deletes a file whose content has the given tag. Returns whether it did.</summary>
    public static Task<bool> TryDeleteAsync(string file, string tag, CancellationToken cancellationToken) => TryChangeAsync("delete", file, tag, () =>
    {
        File.Delete(file);
        return Task.CompletedTask;
    }, cancellationToken);

    private static async Task<bool> TryChangeAsync(string verb, string file, string? tag, Func<Task> change, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(file)!;
        try
        {
            Directory.CreateDirectory(folder);
            using var held = await DiskFile.OpenAsync(
                Path.Join(folder, Prefix + Path.GetFileName(file) + Suffix), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, cancellationToken).ConfigureAwait(false);
            if (await ReadTagAsync(file, cancellationToken).ConfigureAwait(false) != tag)
                return false;
            await change().ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, verb, file);
        }
    }

    private static async Task<string?> ReadTagAsync(string file, CancellationToken cancellationToken)
    {
        using var handle = await DiskFile.TryOpenReadAsync(file, cancellationToken).ConfigureAwait(false);
        if (handle is null)
            return null;
        var content = new byte[RandomAccess.GetLength(handle)];
        await DiskFile.ReadAsync(handle, content, 0, cancellationToken).ConfigureAwait(false);
        return TagOf(content);
    }
}

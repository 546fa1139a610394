using System.Security.Cryptography;
using MuBench.Proofs;
using MuBench.Storage;

namespace MuBench.Pipeline.Proving;

/// <summary>Hashes files of the store.</summary>
internal static class FileDigests
{
    private const int AtOnce = 8;

    /// <summary>The digest of a file; null if the file does not exist.</summary>
    public static async Task<FileDigest?> TryOfAsync(IArtifactStore store, StorePath path, CancellationToken cancellationToken) =>
        await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) is { } content ? Of(path, content) : null;

    /// <summary>The digest of a content.</summary>
    public static FileDigest Of(StorePath path, ReadOnlySpan<byte> content) => new(path.Value, Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>The digests of several files, in the same order; null for files that do not exist. Several files are read at a time.</summary>
    public static async Task<IReadOnlyList<FileDigest?>> TryOfAllAsync(IArtifactStore store, IReadOnlyList<StorePath> paths, CancellationToken cancellationToken)
    {
        var digests = new FileDigest?[paths.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, paths.Count, options, async (index, cancelled) =>
            digests[index] = await TryOfAsync(store, paths[index], cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        return digests;
    }

    /// <summary>The digests of all files under a folder, in the order of their paths.</summary>
    public static async Task<IReadOnlyList<FileDigest>> OfFolderAsync(IArtifactStore store, StorePath folder, CancellationToken cancellationToken)
    {
        var paths = new List<StorePath>();
        await foreach (var file in store.ListAsync(folder, cancellationToken).ConfigureAwait(false))
            paths.Add(file.Path);
        var digests = await TryOfAllAsync(store, paths, cancellationToken).ConfigureAwait(false);
        return [.. digests.Zip(paths, (digest, path) => digest ?? throw new ArtifactNotFoundException(path, store.Description))];
    }
}

using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MuBench.Json;

namespace MuBench.Storage.Blob;

/// <summary>Downloads folders of the store: one local folder per content, which gets its final name when it is complete.</summary>
internal sealed class BlobFolderCache(BlobContainerClient container, string root) : IDisposable
{
    private const string TemporarySuffix = ".tmp";

    // Concurrent requests of one process for the same model download it once.
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Returns the local folder with the content of a store folder; null if nothing is stored there.</summary>
    public async Task<string?> TryGetAsync(StorePath folder, string store, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var blobs = await container.ListFolderAsync(folder, cancellationToken).ConfigureAwait(false);
            if (blobs.Count == 0)
                return null;
            var local = Path.Join(root, KeyOf(folder, store, blobs));
            if (!Directory.Exists(local))
                await DownloadAsync(folder, store, blobs, local, cancellationToken).ConfigureAwait(false);
            return local;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private static string KeyOf(StorePath folder, string store, List<(StorePath Path, BlobItem Blob)> blobs)
    {
        var text = new StringBuilder($"1\n{store}\n{folder}\n");
        foreach (var (path, blob) in blobs)
            text.Append($"{path}\n{blob.Properties.ContentLength}\n{blob.Properties.ETag}\n");
        return Hashing.Sha256(Encoding.UTF8.GetBytes(text.ToString()))[..32];
    }

    private async Task DownloadAsync(
        StorePath folder, string store, List<(StorePath Path, BlobItem Blob)> blobs, string local, CancellationToken cancellationToken)
    {
        try
        {
            Leftovers.DeleteOnce(root, name => name.EndsWith(TemporarySuffix, StringComparison.Ordinal));
            using var output = StagedOutput.ForFolder(local, canReplace: false);
            foreach (var (path, blob) in blobs)
            {
                var file = Path.Join(output.Folder, path.Value[(folder == StorePath.Root ? 0 : folder.Value.Length + 1)..]);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await DownloadAsync(path, blob, file, store, cancellationToken).ConfigureAwait(false);
            }

            Publish(output, local);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw new StoreException(
                $"Could not download '{folder}' to '{local}': {fault.Message.TrimEnd('.')}. Free some space there, or name "
                + $"another folder in {StoreFactory.CacheVariable}.", fault);
        }
    }

    private async Task DownloadAsync(StorePath path, BlobItem blob, string file, string store, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadToOptions
        {
            Conditions = new BlobRequestConditions { IfMatch = blob.Properties.ETag },
        };
        try
        {
            await container.GetBlobClient(path.Value).DownloadToAsync(file, options, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 412)
        {
            throw new StoreException($"'{path}' in the store {store} was replaced while it was downloaded. Run the same command again.", fault);
        }

        if (!await IsWholeAsync(file, blob.Properties, cancellationToken).ConfigureAwait(false))
            throw new StoreException($"The download of '{path}' from the store {store} is damaged. Run the same command again.");
    }

    private static async Task<bool> IsWholeAsync(string file, BlobItemProperties properties, CancellationToken cancellationToken)
    {
        using var content = File.OpenRead(file);
        if (content.Length != properties.ContentLength)
            return false;
        if (properties.ContentHash is not { Length: > 0 } expected)
            return true; // uploaded as blocks by a tool that set no digest
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5); // the digest that the service keeps; it detects damage, not tampering
        var buffer = new byte[1024 * 1024];
        while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            md5.AppendData(buffer, 0, read);
        return md5.GetHashAndReset().AsSpan().SequenceEqual(expected);
    }

    // Another process may have published first; its folder has the same content.
    private static void Publish(StagedOutput output, string local)
    {
        try
        {
            output.Commit();
        }
        catch (IOException) when (Directory.Exists(local))
        {
        }
    }
}

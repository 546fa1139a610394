using MuBench.Naming;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Hub.Pulling;

/// <summary>Takes downloaded files into a model folder of a store.</summary>
/// <remarks>A file of the folder that has other content is never replaced unless the caller says so.</remarks>
public sealed class ModelPull(IArtifactStore store, StorePath folder, IReadOnlyList<HubFile> files)
{
    private const string Configuration = "config.json";

    /// <summary>The files that the folder does not have yet.</summary>
    /// <param name="replace">Whether files with other content may be replaced; these are then among the files.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UserException">The folder has a file of the same name with other content.</exception>
    public async Task<IReadOnlyList<HubFile>> FindMissingAsync(bool replace, CancellationToken cancellationToken)
    {
        var missing = new List<HubFile>();
        foreach (var file in files)
        {
            var path = folder / file.Name;
            if (await store.TryStatAsync(path, cancellationToken).ConfigureAwait(false) is not { } present)
            {
                missing.Add(file);
                continue;
            }

            var hash = await HashAsync(present, file.Hash, cancellationToken).ConfigureAwait(false);
            if (hash == file.Hash.Hex)
                continue;
            if (!replace)
            {
                throw new UserException(
                    $"{ManifestText.Quote(path.Value)} in {store.Description} exists with other content ({file.Hash.Name} {hash}; the repository's has {file.Hash.Hex}). "
                    + "Choose another folder with --name or --out, or replace its files with --replace.");
            }

            missing.Add(file);
        }

        return missing;
    }

    /// <summary>Takes over downloaded files. A store on the same disk links them without a copy.</summary>
    /// <param name="downloads">The local folder with the files.</param>
    /// <param name="pulled">The files to take over.</param>
    /// <param name="cancellationToken">Cancels the operation. The next call continues.</param>
    public async Task TakeOverAsync(string downloads, IReadOnlyList<HubFile> pulled, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pulled);
        // A folder without its configuration is not a model: it is written last.
        foreach (var file in pulled.OrderBy(file => file.Name.EndsWith(Configuration, StringComparison.Ordinal)).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            var local = Path.Join(downloads, file.Name.Replace('/', Path.DirectorySeparatorChar));
            if (await store.TryLinkAsync(folder / file.Name, local, cancellationToken).ConfigureAwait(false))
                continue;
            using var content = Open(local);
            await store.WriteAsync(folder / file.Name, content.CopyToAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> HashAsync(StoreEntry file, HubHash expected, CancellationToken cancellationToken)
    {
        var content = await store.OpenReadAsync(file.Path, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
            return await expected.ComputeAsync(content, file.Length, cancellationToken).ConfigureAwait(false);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "read", path);
        }
    }
}

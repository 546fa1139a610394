using MuBench.Storage;

namespace MuBench.Datasets.Release;

/// <summary>Installs a release in a store: finds an existing copy, and imports downloaded files.</summary>
public sealed class ReleaseInstaller(IArtifactStore store, ReleaseDescription release)
{
    /// <summary>The release if the store has it and it passed every check; null if it must be imported.</summary>
    /// <param name="replace">Whether another dataset of the name may be replaced.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UserException">Another dataset has the name and may not be replaced.</exception>
    public async Task<DatasetInfo?> FindAsync(bool replace, CancellationToken cancellationToken = default)
    {
        if (await store.TryStatAsync(StoreLayout.DatasetInfo(release.Name), cancellationToken).ConfigureAwait(false) is null)
            return null;
        var existing = await DatasetReader.TryReadInfoAsync(store, release.Name, cancellationToken).ConfigureAwait(false);
        if (existing is not null && HasReleaseFiles(existing))
            return existing is { IsOfficial: true, Depth: not null } && existing.Release!.Revision == release.Revision && await IsWholeAsync(existing, cancellationToken).ConfigureAwait(false) ? existing : null;
        return replace ? null : throw new UserException(
            $"The store {store.Description} already has a dataset '{release.Name}' that is not the official release of {release.Title}. "
            + "Import the release with --replace to replace it, or into another store with --store.");
    }

    /// <summary>
    /// A local folder of the store with the release's files, from an import by an earlier version or an import that
    /// failed the checks. Null if there is none.
    /// </summary>
    public async Task<string?> TryGetOwnFilesAsync(CancellationToken cancellationToken = default)
    {
        var existing = await DatasetReader.TryReadInfoAsync(store, release.Name, cancellationToken).ConfigureAwait(false);
        return existing is not null && HasReleaseFiles(existing) && await IsWholeAsync(existing, cancellationToken).ConfigureAwait(false)
            ? await store.GetLocalFolderAsync(StoreLayout.Packs(release.Name), cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>
    /// Imports the release from a folder with its files, in place of the dataset that <see cref="FindAsync"/> allows to
    /// replace. A store on the same disk links the files without a copy.
    /// </summary>
    /// <exception cref="UserException">A file differs from the release's.</exception>
    public Task<DatasetInfo> ImportAsync(string folder, IProgress<ImportProgress>? progress, CancellationToken cancellationToken = default)
    {
        var options = new ImportOptions
        {
            Replace = true,
            Release = release,
            ExpectedSha256 = release.Files.ToDictionary(file => file.Name, file => file.Sha256),
            Link = true,
        };
        return DatasetImporter.ImportAsync(store, release.Name, folder, options, progress, cancellationToken);
    }

    private bool HasReleaseFiles(DatasetInfo info) =>
        info.Packs.Select(pack => (pack.Name, pack.Sha256)).SequenceEqual(release.Files.Select(file => (file.Name, file.Sha256)));

    private Task<bool> IsWholeAsync(DatasetInfo info, CancellationToken cancellationToken) => DatasetImporter.IsWholeAsync(store, info, cancellationToken);
}

using MuBench.Datasets;
using MuBench.Datasets.Release;
using MuBench.Hub;
using MuBench.Storage;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Datasets;

/// <summary>Imports the official release from the Hub and shows the progress.</summary>
internal sealed class ReleaseImport(ReleaseDescription release, DownloadOptions options, TextWriter output)
{
    /// <summary>Imports the release into a store, unless the store has it.</summary>
    /// <exception cref="UserException">The release cannot be downloaded, or another dataset has its name.</exception>
    public async Task<DatasetInfo> RunAsync(IArtifactStore store, HubAccess access, bool replace, CancellationToken cancellationToken)
    {
        var installer = new ReleaseInstaller(store, release);
        if (await installer.FindAsync(replace, cancellationToken).ConfigureAwait(false) is { } present)
        {
            output.WriteLine($"'{release.Name}' is already in the store {store.Description}.");
            return present;
        }

        if (await installer.TryGetOwnFilesAsync(cancellationToken).ConfigureAwait(false) is { } own)
        {
            output.WriteLine("The store already has the release's files; only the checks are made again.");
            return await ImportAsync(installer, own, cancellationToken).ConfigureAwait(false);
        }

        var download = await DownloadAsync(store, access, cancellationToken).ConfigureAwait(false);
        var info = await ImportAsync(installer, download.Folder, cancellationToken).ConfigureAwait(false);
        download.Delete();
        return info;
    }

    private async Task<HubDownload> DownloadAsync(IArtifactStore store, HubAccess access, CancellationToken cancellationToken)
    {
        var folder = StoreFactory.DownloadFolder(store, StoreLayout.Download(release.Repository, release.Revision));
        output.WriteLine($"Downloading {release.Repository} at {release.Revision} from {access.Endpoint.Host} into {folder}.");
        if (!StoreFactory.IsLocal(store))
            output.WriteLine($"The store is remote: the files are uploaded to it from there, and then deleted there. {StoreFactory.CacheVariable} names another place.");
        var board = new DownloadProgressTracker();
        var download = ReleaseDownload.Of(release, access, folder, options, board);
        try
        {
            await new DownloadDisplay(output, board, options.Time).ShowAsync(() => download.RunAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            output.WriteLine("The downloaded part is kept: run the same command again to continue.");
            throw;
        }

        return download;
    }

    private Task<DatasetInfo> ImportAsync(ReleaseInstaller installer, string folder, CancellationToken cancellationToken) =>
        new ImportDisplay(output, options.Time).ShowAsync(progress => installer.ImportAsync(folder, progress, cancellationToken));
}

using MuBench.Cli.Datasets;
using MuBench.Hub;
using MuBench.Hub.Pulling;
using MuBench.Storage;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Models;

/// <summary>Downloads a model from the Hub, takes it into its folder and prints what there is now.</summary>
internal sealed class ModelPulling(HubAccess access, DownloadOptions options, TextWriter output)
{
    private static readonly HubAdvice Advice = new(
        HubModelReader.ByHand, "Free some space, or choose another place with --store or --out. For a remote store, MUBENCH_CACHE names the folder.");

    /// <summary>Downloads a model, unless its folder has the files.</summary>
    /// <exception cref="UserException">It cannot be downloaded, or the folder has files with other content.</exception>
    public async Task RunAsync(ModelPullRequest request, ModelTarget target, CancellationToken cancellationToken)
    {
        var board = new DownloadProgressTracker();
        var model = await HubModelReader.ReadAsync(request.Model, access, options, board, cancellationToken).ConfigureAwait(false);
        var files = HubModelSelection.Choose(model, request.Patterns, request.Precision, access);
        var pull = new ModelPull(target.Store, target.Folder, files);
        var missing = await pull.FindMissingAsync(request.Replace, cancellationToken).ConfigureAwait(false);
        var place = $"{target.Folder} in {target.Store.Description}";
        if (missing.Count == 0)
        {
            output.WriteLine($"{place} already has every file of {model.Name}, with the right hashes.");
        }
        else
        {
            output.WriteLine($"Downloading {TextTable.Plain(model.Name.Repository)} at {model.Commit} from {access.Endpoint.Host} into {place}.");
            await DownloadAsync(model, missing, pull, target, board, cancellationToken).ConfigureAwait(false);
        }

        PulledModelText.Write(model, files, missing, request, target, output);
    }

    private async Task DownloadAsync(
        HubModel model, IReadOnlyList<HubFile> missing, ModelPull pull, ModelTarget target, DownloadProgressTracker board, CancellationToken cancellationToken)
    {
        // The model's own folder has no unfinished files at any time.
        var folder = StoreFactory.DownloadFolder(target.Store, StoreLayout.Download(model.Name.Repository, model.Commit));
        var download = new HubDownload(missing, access, folder, options, board, Advice);
        try
        {
            await new DownloadDisplay(output, board, options.Time).ShowAsync(() => download.RunAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            output.WriteLine($"The downloaded part is kept in {folder}: run the same command again to continue.");
            throw;
        }

        await pull.TakeOverAsync(folder, missing, cancellationToken).ConfigureAwait(false);
        download.Delete();
    }
}

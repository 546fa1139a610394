using MuBench.Contrastive;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Inference.Serving;

/// <summary>Loads a model and has it embed before anybody asks: what cannot run on the device asked for is found out here.</summary>
internal static class ModelLoading
{
    // A grey pixel: enough for the decoder and every layer to run.
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    /// <summary>Loads a model.</summary>
    /// <exception cref="UserException">It cannot be served as asked for.</exception>
    public static async Task<LoadedModel> LoadAsync(string id, string path, ServerOptions options, CancellationToken cancellationToken)
    {
        var store = new DiskStore(Path.GetDirectoryName(path)!);
        var revision = await ModelFolderHash.OfAsync(store, StorePath.Parse(Path.GetFileName(path)), cancellationToken).ConfigureAwait(false);
        var profiles = options.IsOnGpu ? Directory.CreateTempSubdirectory("mubench-inference-").FullName : null;
        try
        {
            var model = ContrastiveModel.Load(path, OptionsOf(options, profiles));
            try
            {
                var dimensions = WarmUp(id, model, options);
                var placement = model.ReadPlacement();
                if (!placement.IsOn(options.Provider))
                    throw new UserException($"Model '{id}' does not run by {ExecutionProviders.RuntimeName(options.Provider)}: the nodes of its first passes ran on {placement}; {placement.HeavyOnCpu} of those on the processor are costly ones.");
                return new LoadedModel(id, model, model.ReadFacts(), revision, dimensions, placement, TimeProvider.System.GetUtcNow());
            }
            catch
            {
                model.Dispose();
                throw;
            }
        }
        finally
        {
            if (profiles is not null)
                Directory.Delete(profiles, recursive: true);
        }
    }

    private static int WarmUp(string id, ContrastiveModel model, ServerOptions options)
    {
        // On a GPU a full pass too: it takes the memory, and builds the engines, that full passes will want.
        int[] sizes = options.IsOnGpu ? [1, options.BatchSize] : [1];
        var dimensions = 0;
        foreach (var size in sizes)
        {
            using var image = model.Preprocess(Convert.FromBase64String(Pixel));
            var images = model.EmbedImages([.. Enumerable.Repeat(image, size)]);
            var texts = model.EmbedTextsOnce([.. Enumerable.Range(0, size).Select(number => $"a micrograph {number}")]);
            dimensions = images[0].Length;
            if (texts[0].Length != dimensions)
                throw new UserException($"Model '{id}' embeds images as {dimensions} and texts as {texts[0].Length} numbers: they cannot be compared. Export it with its projections.");
        }

        return dimensions;
    }

    private static ContrastiveOptions OptionsOf(ServerOptions options, string? profiles) => new()
    {
        BatchSize = options.BatchSize,
        Precision = options.Precision,
        IntraOpThreads = options.Threads,
        Provider = options.Provider,
        Device = options.Device,
        AllowTf32 = options.AllowTf32,
        EngineCache = options.EngineCache,
        ProfileFolder = profiles,
    };
}

using MuBench.Contrastive;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Inference.Serving;

/// <summary>Loads a model and runs it once before requests arrive, so that a fault of the requested device is found at the start.</summary>
internal static class ModelLoading
{
    // A grey pixel, which is enough to run the decoder and every layer.
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    /// <summary>Loads a model.</summary>
    /// <exception cref="UserException">The model cannot be served with these options.</exception>
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
        // On a GPU also runs a full pass: it allocates the memory and builds the engines for later full passes.
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

using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Models.Contrastive;
using MuBench.Models.Contrastive.Remote;
using MuBench.Models.Floors;
using MuBench.Models.Generative;
using MuBench.Models.Servers;
using MuBench.Storage;

namespace MuBench.Models;

/// <summary>Creates the model of a manifest entry.</summary>
internal static class ModelFactory
{
    /// <summary>Creates a model; loads its weights if it runs in process.</summary>
    /// <exception cref="UserException">A secret is missing, or the model's folder is incomplete.</exception>
    public static async Task<IEvaluatedModel> CreateAsync(
        ModelManifest model, int seed, DatasetInfo dataset, WakeLog wakes, ModelServices services, CancellationToken cancellationToken)
    {
        switch (model.Kind)
        {
            case ModelKinds.Random:
                return new RandomFloor(seed);
            case ModelKinds.Majority:
                return new MajorityFloor(dataset);
            case ModelKinds.Clip when model.Endpoint is not null:
                return await RemoteContrastiveModel.CreateAsync(model, seed, services, cancellationToken).ConfigureAwait(false);
            case ModelKinds.Clip:
                var folder = await services.Store.GetLocalFolderAsync(StorePath.Parse(model.Source!), cancellationToken).ConfigureAwait(false);
                return new ContrastiveEvaluatedModel(ContrastiveModel.Load(folder, OptionsOf(model)), model.BatchSize);
            case ModelKinds.OpenAI or ModelKinds.AzureOpenAI or ModelKinds.Anthropic or ModelKinds.Gemini:
                return await ChatProviders.CreateAsync(model, seed, wakes, services, cancellationToken).ConfigureAwait(false);
            default:
                throw new ArgumentOutOfRangeException(nameof(model), model.Kind, "The manifest's reader let an unknown kind through.");
        }
    }

    private static ContrastiveOptions OptionsOf(ModelManifest model) => new()
    {
        BatchSize = model.BatchSize,
        Precision = model.Precision,
        IntraOpThreads = model.Threads ?? Environment.ProcessorCount,
    };
}

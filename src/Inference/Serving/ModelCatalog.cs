using System.Collections.Concurrent;
using MuBench.Inference.Batching;
using MuBench.Inference.Metrics;

namespace MuBench.Inference.Serving;

/// <summary>The loaded models, by id.</summary>
internal sealed class ModelCatalog(ServerOptions options, ServerMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    private const int PassesOfAGpu = 2;

    private readonly ConcurrentDictionary<string, ServedModel> _models = new(StringComparer.Ordinal);
    private readonly Device _device = new(options.IsOnGpu ? PassesOfAGpu : 1);
    private readonly SemaphoreSlim _decoders = new(options.DecodeThreads);

    /// <summary>The models in order of their ids.</summary>
    public IReadOnlyList<ServedModel> Models => [.. _models.Values.OrderBy(model => model.Id, StringComparer.Ordinal)];

    /// <summary>Finds a model by its id, with or without its version; null if there is none.</summary>
    public ServedModel? Find(string id) =>
        _models.GetValueOrDefault(id) ?? _models.Values.FirstOrDefault(model => model.VersionedId == id);

    /// <summary>Adds a model.</summary>
    public void Add(LoadedModel loaded) => _models[loaded.Id] = new ServedModel(loaded, _device, _decoders, options, metrics, time);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var model in _models.Values)
            await model.DisposeAsync().ConfigureAwait(false);
        _device.Dispose();
        _decoders.Dispose();
    }
}

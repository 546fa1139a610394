using System.Collections.Concurrent;
using MuBench.Datasets;
using MuBench.Models;

namespace MuBench.Pipeline;

/// <summary>The models of this process, one instance per id: shards share its weights, its slots and its breaker.</summary>
public sealed class ModelPool(PipelineContext context) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IEvaluatedModel>>> _models = new(StringComparer.Ordinal);

    /// <summary>Gives the model, made on first use.</summary>
    /// <exception cref="UserException">It cannot be made.</exception>
    public Task<IEvaluatedModel> GetAsync(RunPlan plan, PlannedModel model, DatasetInfo dataset) =>
        // No caller's token: the instance outlives the call that happens to make it.
        _models.GetOrAdd($"{plan.RunId}/{model.Manifest.Id}", _ => new Lazy<Task<IEvaluatedModel>>(
            () => ModelFactory.CreateAsync(model.Manifest, plan.Manifest.Benchmark.Seed, dataset, context, CancellationToken.None))).Value;

    /// <summary>Disposes a run's model, so that its weights take no memory longer than needed. Does nothing where there is none.</summary>
    public async ValueTask ReleaseAsync(string runId, string modelId)
    {
        if (_models.TryRemove($"{runId}/{modelId}", out var model))
            await DisposeAsync(model).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var key in _models.Keys)
        {
            if (_models.TryRemove(key, out var model))
                await DisposeAsync(model).ConfigureAwait(false);
        }
    }

    private static async ValueTask DisposeAsync(Lazy<Task<IEvaluatedModel>> model)
    {
        if (model is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            return; // It never came to be; whoever asked for it has the exception.
        await (await model.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
    }
}

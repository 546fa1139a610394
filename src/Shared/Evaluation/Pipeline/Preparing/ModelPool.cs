using MuBench.Datasets;
using MuBench.Models;
using MuBench.Models.Servers;
using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Preparing;

/// <summary>The models of this process, one instance per id: shards share its weights, permits and circuit breaker.</summary>
public sealed class ModelPool(PipelineContext context) : IAsyncDisposable
{
    private readonly Dictionary<(string RunId, string ModelId), PooledModel> _models = [];
    private readonly Lock _lock = new();

    /// <summary>Rents the model until the lease is disposed. It is created on first use.</summary>
    /// <exception cref="UserException">The model cannot be created.</exception>
    internal async Task<ModelLease> RentAsync(RunPlan plan, PlannedModel model, DatasetInfo dataset)
    {
        PooledModel entry;
        lock (_lock)
        {
            var key = (plan.RunId, model.Manifest.Id);
            if (!_models.TryGetValue(key, out entry!))
            {
                // The caller's token is not used: the instance outlives the call that creates it.
                entry = new PooledModel(new Lazy<Task<IEvaluatedModel>>(
                    () => ModelFactory.CreateAsync(model.Manifest, plan.Manifest.Benchmark.Seed, dataset, WakesOf(plan, model), context.Models, CancellationToken.None)));
                _models.Add(key, entry);
            }

            entry.Users++;
        }

        try
        {
            return new ModelLease(await entry.Model.Value.ConfigureAwait(false), () => Return(entry));
        }
        catch
        {
            Return(entry);
            Forget(entry); // a later call may find the secret set or the store reachable
            throw;
        }
    }

    /// <summary>Disposes a run's model, so that its weights free their memory. Does nothing if there is none, or if it is in use.</summary>
    public ValueTask ReleaseAsync(string runId, string modelId) =>
        DisposeAsync((key, entry) => key == (runId, modelId) && entry.Users == 0);

    /// <summary>Disposes a run's models that are not in use: they know why an earlier attempt at the run stopped them.</summary>
    public ValueTask ReleaseAsync(string runId) => DisposeAsync((key, entry) => key.RunId == runId && entry.Users == 0);

    /// <summary>Disposes the models that were not used for a while.</summary>
    public ValueTask ReleaseIdleAsync(TimeSpan idle) =>
        DisposeAsync((_, entry) => entry.Users == 0 && context.Time.GetElapsedTime(entry.LastUsed) >= idle);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => DisposeAsync((_, _) => true);

    private async ValueTask DisposeAsync(Func<(string RunId, string ModelId), PooledModel, bool> chosen)
    {
        List<PooledModel> removed = [];
        lock (_lock)
        {
            foreach (var (key, entry) in _models.Where(pair => chosen(pair.Key, pair.Value)).ToList())
            {
                _models.Remove(key);
                removed.Add(entry);
            }
        }

        foreach (var entry in removed)
        {
            // A model whose creation failed needs no disposal; the caller got the exception.
            if (entry.Model is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                await (await entry.Model.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Return(PooledModel entry)
    {
        lock (_lock)
        {
            entry.Users--;
            entry.LastUsed = context.Time.GetTimestamp();
        }
    }

    private void Forget(PooledModel entry)
    {
        lock (_lock)
        {
            foreach (var key in _models.Where(pair => pair.Value == entry).Select(pair => pair.Key).ToList())
                _models.Remove(key);
        }
    }

    // The passes of a model share its server.
    private WakeLog WakesOf(RunPlan plan, PlannedModel model) => new(context.Store, plan.RunId, model.ModelId);

    private sealed class PooledModel(Lazy<Task<IEvaluatedModel>> model)
    {
        public Lazy<Task<IEvaluatedModel>> Model { get; } = model;

        public int Users { get; set; }

        public long LastUsed { get; set; }
    }
}

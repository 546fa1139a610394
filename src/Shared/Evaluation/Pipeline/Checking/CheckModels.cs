using MuBench.Manifests;
using MuBench.Pipeline.Estimating;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;

namespace MuBench.Pipeline.Checking;

/// <summary>
/// Checks each model of a planned run by asking it the run's questions, which should be few: an excerpt of one image. The responses are
/// logged and count for every run with the same model.
/// </summary>
/// <param name="context">The store, the secrets and the clock.</param>
public sealed class CheckModels(PipelineContext context)
{
    /// <summary>Checks the models: those behind HTTP side by side, those in process one after another. Floors are left out.</summary>
    /// <param name="runId">The planned run.</param>
    /// <param name="limit">The longest time for one model, without the time in which its server wakes up.</param>
    /// <param name="cancellationToken">Cancels the checks.</param>
    /// <returns>The checks, in the order of the manifest.</returns>
    public async Task<IReadOnlyList<ModelCheck>> RunAsync(string runId, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        var inputs = new RunInputs(context);
        var (whole, _) = await inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        // Further passes are not asked. Of one image alone, some of them cannot be.
        var plan = whole with { Models = [.. whole.Models.Where(model => model.Pass is null)] };
        var estimate = await new EstimateRun(context, inputs).RunAsync(plan, null, cancellationToken).ConfigureAwait(false);
        var expected = estimate.Models.ToDictionary(model => model.Id, StringComparer.Ordinal);
        var pool = new ModelPool(context);
        await using (pool.ConfigureAwait(false))
        {
            using var lane = new SemaphoreSlim(1, 1);
            return await Task.WhenAll(plan.Models
                .Where(model => !ModelKinds.IsFloor(model.Manifest.Kind))
                .Select(model => InLaneAsync(model, lane, () => new CheckedModel(context, pool, inputs, plan, model, expected[model.Manifest.Id], limit).RunAsync(cancellationToken), cancellationToken)))
                .ConfigureAwait(false);
        }
    }

    private static async Task<ModelCheck> InLaneAsync(PlannedModel model, SemaphoreSlim lane, Func<Task<ModelCheck>> check, CancellationToken cancellationToken)
    {
        if (!ModelKinds.IsInProcess(model.Manifest))
            return await check().ConfigureAwait(false);
        await lane.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await check().ConfigureAwait(false);
        }
        finally
        {
            lane.Release();
        }
    }
}

using MuBench.Datasets;

namespace MuBench.Pipeline;

/// <summary>Second step, once per model: resolves its secrets, mixes and loads its weights, so that a fault shows before anything is asked.</summary>
/// <remarks>Idempotent. A model that cannot be prepared is a result, not an exception: the other models go on.</remarks>
public sealed class PrepareModel(PipelineContext context, ModelPool pool)
{
    /// <summary>Prepares a model.</summary>
    public async Task<PrepareModelResult> RunAsync(PrepareModelRequest request, CancellationToken cancellationToken = default)
    {
        var plan = await PlanStore.ReadAsync(context.Store, request.RunId, cancellationToken).ConfigureAwait(false);
        var reader = await DatasetReader.OpenAsync(context.Store, plan.Dataset, cancellationToken).ConfigureAwait(false);
        try
        {
            if (plan.ModelOf(request.ModelId).Interpolation is { IsMixture: true } point)
                await InterpolatedFolder.EnsureAsync(context.Store, point, cancellationToken).ConfigureAwait(false);
            await pool.GetAsync(plan, plan.ModelOf(request.ModelId), reader.Info).ConfigureAwait(false);
            return new PrepareModelResult(request.ModelId, null);
        }
        catch (UserException exception)
        {
            return new PrepareModelResult(request.ModelId, exception.Message);
        }
    }
}

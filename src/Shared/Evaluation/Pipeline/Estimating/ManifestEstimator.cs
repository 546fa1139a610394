using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Storage;

namespace MuBench.Pipeline.Estimating;

/// <summary>Estimates a manifest before it is submitted. Writes nothing and calls no endpoint.</summary>
public sealed class ManifestEstimator(PipelineContext context)
{
    /// <summary>Plans the run of a manifest in memory and estimates it.</summary>
    /// <param name="manifest">The manifest, without faults.</param>
    /// <param name="bytes">Its text.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The estimate, and what a limit of output tokens may do to reasoning models.</returns>
    /// <exception cref="UserException">The manifest names something that is not in the store.</exception>
    public async Task<(RunEstimate Estimate, IReadOnlyList<string> Warnings)> RunAsync(RunManifest manifest, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        var runId = RunId.Of(manifest, bytes);
        var preview = context with { Store = new PreviewStore(context.Store, context.Time) };
        await preview.Store.WriteAsync(StoreLayout.RunManifest(runId), bytes, cancellationToken).ConfigureAwait(false);
        await new PlanRun(preview).RunAsync(new PlanRunRequest(runId, IsPreview: true), cancellationToken).ConfigureAwait(false);
        var inputs = new RunInputs(preview);
        var (plan, _) = await inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        var estimate = await new EstimateRun(preview, inputs).RunAsync(runId, null, cancellationToken).ConfigureAwait(false);
        var efforts = await new EstimateVerdicts(preview, inputs).RunAsync(runId, estimate, cancellationToken).ConfigureAwait(false);
        return (estimate with { Verdicts = efforts.Count == 0 ? null : efforts }, [.. OutputLimits.Warnings(plan)]);
    }
}

using MuBench.Datasets;
using MuBench.Json;
using MuBench.Manifests;
using MuBench.Pipeline.Passes;
using MuBench.Storage;
using MuBench.Telemetry;

namespace MuBench.Pipeline.Planning;

/// <summary>
/// First step: resolves a manifest against the store, and writes <c>plan.json</c> with dataset revision, model keys,
/// selected images and denominators.
/// </summary>
/// <remarks>
/// Idempotent: a second call returns the existing plan. If the dataset or a model folder has changed in the store
/// since, the run is planned again under the same id.
/// </remarks>
public sealed class PlanRun(PipelineContext context)
{
    /// <summary>Plans a run.</summary>
    /// <exception cref="UserException">The manifest has faults, or names something that is not in the store.</exception>
    public Task<PlanRunResult> RunAsync(PlanRunRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Spans.TraceAsync(TelemetryNames.PlanSpan, request.RunId, null, _ => request.ForgetsRefused ? WriteOrForgetAsync(request, cancellationToken) : WritePlanAsync(request, cancellationToken));
    }

    private async Task<PlanRunResult> WriteOrForgetAsync(PlanRunRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await WritePlanAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (UserException refused) when (refused is ArtifactNotFoundException or not StoreException)
        {
            if (await context.Store.TryStatAsync(StoreLayout.RunPlan(request.RunId), cancellationToken).ConfigureAwait(false) is null)
                await context.Store.DeleteAsync(StoreLayout.RunManifest(request.RunId), cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<PlanRunResult> WritePlanAsync(PlanRunRequest request, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunManifest(request.RunId);
        var json = await context.Store.TryReadAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new ArtifactNotFoundException(path, context.Store.Description);
        var reading = ManifestReader.Read(json);
        if (reading.Manifest is not { } manifest)
            throw new ManifestException(path.Value, reading.Faults);
        var resolved = await LocalSources.ResolveAsync(context.Store, request.RunId, manifest, cancellationToken).ConfigureAwait(false);
        var plan = await PlanAsync(request, Hashing.Sha256(json), resolved, cancellationToken).ConfigureAwait(false);
        if (LocalSources.IsLocal(manifest.Benchmark.Dataset))
            plan = plan with { DatasetFolder = LocalSources.TitleOf(plan.Dataset) };
        await PlanStore.WriteAsync(context.Store, plan, cancellationToken).ConfigureAwait(false);
        return new PlanRunResult(plan.RunId, plan.Models.Count, plan.Shards.Count, plan.Questions);
    }

    private async Task<RunPlan> PlanAsync(PlanRunRequest request, string manifestSha256, RunManifest manifest, CancellationToken cancellationToken)
    {
        var runId = request.RunId;
        var earlier = await PlanStore.TryReadAsync(context.Store, runId, cancellationToken).ConfigureAwait(false);
        var reader = await DatasetReader.OpenAsync(context.Store, manifest.Benchmark.Dataset, cancellationToken).ConfigureAwait(false);
        var hashes = new ModelFolderHashes(context.Store, cancellationToken);
        var keys = new ModelKeyContext(null, manifest.Benchmark.Seed, reader.Info.Revision, manifest.Excerpt?.Of ?? runId);
        var selected = await ShardPlanner.PlanAsync(reader, manifest, cancellationToken).ConfigureAwait(false);
        var same = await LimitsOfAsync(earlier, manifestSha256, manifest.Excerpt, reader.Info, cancellationToken).ConfigureAwait(false);
        var models = await Task.WhenAll(manifest.Models.Select(model =>
            PlanModelAsync(OutputLimits.Fill(model, selected.Styles, same), hashes, reader.Info, keys))).ConfigureAwait(false);
        // A run that would stop there must not ask its other questions first. A look at one asks none of these.
        if (!request.IsPreview && !selected.HasDifferentImages && models.SelectMany(planned => planned).Any(model => model.Pass?.Kind == PassKinds.ShuffledImage))
            throw ImageDerangement.NoOtherImage();
        var hasStarted = earlier is not null && earlier.IsPreview is not true;
        var plan = new RunPlan
        {
            RunId = runId,
            ManifestSha256 = manifestSha256,
            StartedAt = hasStarted ? earlier!.StartedAt : context.Time.GetUtcNow(),
            IsPreview = request.IsPreview && !hasStarted ? true : null,
            Manifest = manifest,
            Dataset = reader.Info.Name,
            Revision = reader.Info.Revision,
            DatasetSha256 = reader.Info.Sha256,
            Images = 0,
            Display = PlannedDisplay.Of(manifest.Benchmark, reader.Info, selected.DeepItems),
            Questions = 0,
            Models = [.. models.SelectMany(planned => planned)],
            Shards = [],
        }.Asking(selected);
        // A look at a run that has stopped must not open it again.
        return request.IsPreview && same?.Sampling?.Stopped is { } stopped ? plan.StoppedAs(stopped) : plan;
    }

    /// <summary>The plan whose output limits this one keeps: the run's earlier one, or that of the run that it is an excerpt of.</summary>
    private async Task<RunPlan?> LimitsOfAsync(
        RunPlan? earlier, string manifestSha256, ExcerptManifest? excerpt, DatasetInfo dataset, CancellationToken cancellationToken)
    {
        if (excerpt is not null)
            earlier = await PlanStore.TryReadAsync(context.Store, excerpt.Of, cancellationToken).ConfigureAwait(false) ?? earlier;
        else if (earlier?.ManifestSha256 != manifestSha256)
            return null;
        return earlier?.DatasetSha256 == dataset.Sha256 ? earlier : null;
    }

    /// <summary>The models of an entry of the manifest: one, or one per α.</summary>
    private async Task<IReadOnlyList<PlannedModel>> PlanModelAsync(ModelManifest model, ModelFolderHashes hashes, DatasetInfo dataset, ModelKeyContext keys)
    {
        if (model.Kind == ModelKinds.Interpolation)
            return await InterpolationPlanner.PlanAsync(model, hashes, dataset, keys).ConfigureAwait(false);
        if ((model.Platform is null ? model.Endpoint : ModelPlatforms.EndpointOf(model)) is { } endpoint && !context.Endpoints.Allows(endpoint, out var reason))
            throw new UserException($"Model '{model.Id}': the endpoint {endpoint} may not be called: {reason}");
        var sourceSha256 = model.Source is { } source ? await hashes.OfAsync(source).ConfigureAwait(false) : null;
        return [.. PassPlanner.Expand(model, keys with { SourceSha256 = sourceSha256 })];
    }
}

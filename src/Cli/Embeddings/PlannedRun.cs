using MuBench.Cli.Overriding;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Models.Http;
using MuBench.Pipeline;
using MuBench.Pipeline.Planning;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Cli.Embeddings;

/// <summary>A run that a command reads without running it: a run of the store, or a manifest that is planned for this.</summary>
internal sealed class PlannedRun
{
    private readonly IArtifactStore _store;
    private readonly TextWriter _output;

    public PlannedRun(IArtifactStore store, TextWriter output)
    {
        (_store, _output) = (store, output);
        var endpoints = EndpointPolicy.ForCli(Environment.GetEnvironmentVariable(EndpointPolicy.Setting));
        Context = new PipelineContext(store, new SecretResolver(Environment.GetEnvironmentVariable), endpoints, TimeProvider.System)
        {
            Responses = ResponseLimits.Of(Environment.GetEnvironmentVariable(ResponseLimits.Setting)),
        };
        Inputs = new RunInputs(Context);
    }

    /// <summary>The pipeline's context.</summary>
    public PipelineContext Context { get; }

    /// <summary>The run's plan and dataset.</summary>
    public RunInputs Inputs { get; }

    /// <summary>Finds the id of a run. A manifest is planned first, and its local paths are prepared.</summary>
    /// <exception cref="UserException">There is no such file and no such run.</exception>
    public async Task<string> FindAsync(string manifestOrRunId, CancellationToken cancellationToken)
    {
        if (File.Exists(manifestOrRunId))
            return await PlanAsync(manifestOrRunId, RunOverrides.None, cancellationToken).ConfigureAwait(false);
        return StorePath.IsSegment(manifestOrRunId)
            && await _store.TryStatAsync(StoreLayout.RunPlan(manifestOrRunId), cancellationToken).ConfigureAwait(false) is not null
                ? manifestOrRunId
                : throw new UserException($"'{manifestOrRunId}' is neither a manifest file nor a run in the store {_store.Description}.");
    }

    /// <summary>Plans the run of a manifest without starting it, and prepares its local paths.</summary>
    /// <returns>The run's id.</returns>
    /// <exception cref="UserException">The manifest has faults, or names something that is not there.</exception>
    public async Task<string> PlanAsync(string file, RunOverrides overrides, CancellationToken cancellationToken)
    {
        var json = overrides.Apply(ManifestFile.Read(file));
        var reading = ManifestReader.Read(json, Context.Endpoints);
        if (reading.Manifest is not { } manifest)
            throw new ManifestException(file, reading.Faults);
        var runId = RunId.Of(manifest, json);
        if (await IsConductedAsync(runId, cancellationToken).ConfigureAwait(false))
            return runId;
        await _store.WriteAsync(StoreLayout.RunManifest(runId), json, cancellationToken).ConfigureAwait(false);
        await LocalSources.PrepareAsync(_store, runId, manifest, Path.GetDirectoryName(Path.GetFullPath(file))!, _output.WriteLine, cancellationToken).ConfigureAwait(false);
        await new PlanRun(Context).RunAsync(new PlanRunRequest(runId, IsPreview: true, ForgetsRefused: true), cancellationToken).ConfigureAwait(false);
        return runId;
    }

    // A run that another process is conducting must not be planned again.
    private async Task<bool> IsConductedAsync(string runId, CancellationToken cancellationToken)
    {
        var lease = new StoreLease(_store, StoreLayout.RunConductor(runId), Context.Time);
        if (!(await lease.ReadAsync(cancellationToken).ConfigureAwait(false)).IsHeld)
            return false;
        if (await _store.TryStatAsync(StoreLayout.RunPlan(runId), cancellationToken).ConfigureAwait(false) is not null)
            return true;
        return await lease.WatchAsync(cancellationToken).ConfigureAwait(false) is { IsHeld: true, Document.Holder: { } holder }
            ? throw new UserException($"Run {runId} is being planned by {TextTable.Plain($"{holder}")}. Try again when it has started asking.")
            : false;
    }
}

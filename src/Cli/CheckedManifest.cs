using MuBench.Cli.Overriding;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Models.Http;
using MuBench.Pipeline;
using MuBench.Secrets;
using MuBench.Storage;

namespace MuBench.Cli;

/// <summary>A manifest that was read from a file and has no fault.</summary>
/// <param name="Json">The file's bytes.</param>
/// <param name="Manifest">The parsed manifest.</param>
/// <param name="RunId">The id of its run.</param>
/// <param name="Endpoints">The policy of allowed endpoints.</param>
internal sealed record CheckedManifest(byte[] Json, RunManifest Manifest, string RunId, EndpointPolicy Endpoints)
{
    /// <summary>Reads a manifest's file and checks it.</summary>
    /// <exception cref="UserException">The file is missing, or has faults; the message lists all of them.</exception>
    public static CheckedManifest Read(string file) => Read(file, RunOverrides.None);

    /// <summary>Reads a manifest's file, changes it as the options of a command say, and checks it.</summary>
    /// <exception cref="UserException">The file is missing, or the manifest has faults; the message lists all of them.</exception>
    public static CheckedManifest Read(string file, RunOverrides overrides)
    {
        var read = Check(overrides.Apply(ManifestFile.Read(file)), file);
        return read with { RunId = MuBench.Manifests.RunId.Of(read.Manifest, read.Json) };
    }

    /// <summary>Reads the manifest of a run in a store and checks it.</summary>
    /// <exception cref="UserException">The run has no manifest, or the manifest has faults; the message lists all of them.</exception>
    public static async Task<CheckedManifest> ReadAsync(IArtifactStore store, string runId, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunManifest(runId);
        var json = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new UserException($"The run '{runId}' has no '{path}' in {store.Description}, so it cannot be continued by its id. Run its manifest again.");
        return Check(json, path.Value) with { RunId = runId };
    }

    private static CheckedManifest Check(byte[] json, string name)
    {
        var endpoints = EndpointPolicy.ForCli(Environment.GetEnvironmentVariable(EndpointPolicy.Setting));
        var reading = ManifestReader.Read(json, endpoints);
        return reading.Manifest is { } manifest ? new CheckedManifest(json, manifest, "", endpoints) : throw new ManifestException(name, reading.Faults);
    }

    /// <summary>Makes the pipeline's context for a store.</summary>
    public PipelineContext ContextOver(IArtifactStore store) =>
        new(store, new SecretResolver(Environment.GetEnvironmentVariable), Endpoints, TimeProvider.System)
        {
            Responses = ResponseLimits.Of(Environment.GetEnvironmentVariable(ResponseLimits.Setting)),
        };
}

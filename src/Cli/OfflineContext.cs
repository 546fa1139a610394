using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Secrets;
using MuBench.Storage;

namespace MuBench.Cli;

/// <summary>The pipeline's context for steps that make no calls: without secrets and endpoints.</summary>
internal static class OfflineContext
{
    /// <summary>Creates the context for a store.</summary>
    public static PipelineContext Of(IArtifactStore store) =>
        new(store, new SecretResolver(_ => null), EndpointPolicy.ForCli(null), TimeProvider.System);
}

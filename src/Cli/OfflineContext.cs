using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Secrets;
using MuBench.Storage;

namespace MuBench.Cli;

/// <summary>What steps work with that call nobody: no secret and no endpoint.</summary>
internal static class OfflineContext
{
    /// <summary>The context over a store.</summary>
    public static PipelineContext Of(IArtifactStore store) =>
        new(store, new SecretResolver(_ => null), EndpointPolicy.ForCli(null), TimeProvider.System);
}

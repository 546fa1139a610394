using System.Diagnostics;
using MuBench.Manifests;
using MuBench.Telemetry;

namespace MuBench.Throttling;

/// <summary>The tags of a call's endpoint on spans and metrics: host and port, never its path or query.</summary>
/// <param name="Operation">The operation, as named in the semantic conventions.</param>
/// <param name="Provider">The provider's protocol, as named in the semantic conventions.</param>
/// <param name="Model">Model or deployment; null if the manifest names none.</param>
/// <param name="Address">Host; null if there is no endpoint.</param>
/// <param name="Port">Port.</param>
internal sealed record EndpointTags(string Operation, string Provider, string? Model, string? Address, int Port)
{
    /// <summary>The operation of a contrastive model behind an endpoint.</summary>
    public const string Embeddings = "embeddings";

    /// <summary>The tags of a model.</summary>
    public static EndpointTags Of(ModelManifest model)
    {
        var endpoint = ModelPlatforms.EndpointOf(model);
        return new EndpointTags(
            OperationOf(model.Kind),
            ProviderOf(model),
            model.Model ?? model.Deployment,
            endpoint?.Host,
            endpoint?.Port ?? 0);
    }

    /// <summary>Adds them to a metric's attributes.</summary>
    public void AddTo(ref TagList tags)
    {
        tags.Add(TelemetryNames.Operation, Operation);
        tags.Add(TelemetryNames.Provider, Provider);
        if (Model is not null)
            tags.Add(TelemetryNames.RequestModel, Model);
        if (Address is null)
            return;
        tags.Add(TelemetryNames.ServerAddress, Address);
        tags.Add(TelemetryNames.ServerPort, Port);
    }

    private static string OperationOf(string kind) => kind switch
    {
        ModelKinds.Gemini => "generate_content",
        ModelKinds.Clip => Embeddings,
        _ => "chat",
    };

    private static string ProviderOf(ModelManifest model) => model.Platform switch
    {
        ModelPlatforms.Foundry => "azure.ai.inference",
        ModelPlatforms.Vertex => "gcp.vertex_ai",
        ModelPlatforms.Bedrock => "aws.bedrock",
        _ => ProviderOf(model.Kind),
    };

    private static string ProviderOf(string kind) => kind switch
    {
        ModelKinds.AzureOpenAI => "azure.ai.openai",
        ModelKinds.Gemini => "gcp.gemini",
        ModelKinds.Clip => ModelKinds.OpenAI,
        _ => kind, // The conventions' own words: openai, also for other providers with its protocol, and anthropic.
    };
}

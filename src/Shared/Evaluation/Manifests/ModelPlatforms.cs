using MuBench.Endpoints;

namespace MuBench.Manifests;

/// <summary>
/// Where a provider's models are hosted: by the provider itself, or in a cloud, with addresses and a sign-in of the cloud. The first platform of a
/// kind is the provider's own and has the kind's name.
/// </summary>
public static class ModelPlatforms
{
    /// <summary>Azure AI Foundry.</summary>
    public const string Foundry = "foundry";

    /// <summary>Google's Vertex AI.</summary>
    public const string Vertex = "vertex";

    /// <summary>Amazon Bedrock.</summary>
    public const string Bedrock = "bedrock";

    /// <summary>The location of a model in Vertex AI if the manifest names none.</summary>
    public const string DefaultLocation = "global";

    /// <summary>The platforms of a kind; empty if it has one only.</summary>
    public static IReadOnlyList<string> Of(string kind) => kind switch
    {
        ModelKinds.Anthropic => [ModelKinds.Anthropic, Foundry, Vertex, Bedrock],
        ModelKinds.Gemini => [ModelKinds.Gemini, Vertex],
        _ => [],
    };

    /// <summary>The identity that signs in for a model without a key; null if none does.</summary>
    public static string? IdentityOf(ModelManifest model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.ApiKeySecret is not null ? null : model.Platform switch
        {
            Foundry => "Entra",
            Vertex => "Google",
            Bedrock => "AWS",
            _ => model.Kind == ModelKinds.AzureOpenAI ? "Entra" : null,
        };
    }

    /// <summary>The address that a model is called at: the manifest's, else that of the platform or of the provider; null if the kind has none.</summary>
    public static Uri? EndpointOf(ModelManifest model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Platform switch
        {
            Vertex => VertexAddressOf(model),
            Bedrock => model.Endpoint ?? new Uri($"https://{BedrockHosts.Of(model.Location!)}"),
            _ => model.Endpoint ?? ModelKinds.EndpointOf(model.Kind),
        };
    }

    /// <summary>The address of a project's location, before <c>/publishers</c>.</summary>
    private static Uri VertexAddressOf(ModelManifest model)
    {
        var location = model.Location ?? DefaultLocation;
        var root = model.Endpoint?.AbsoluteUri.TrimEnd('/') ?? $"https://{VertexHosts.Of(location)}/v1";
        return new Uri($"{root}/projects/{model.Project}/locations/{location}");
    }
}

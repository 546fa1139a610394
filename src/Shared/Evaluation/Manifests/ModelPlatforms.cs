namespace MuBench.Manifests;

/// <summary>
/// Where a provider's models are hosted: by the provider itself, or in a cloud, with addresses and a sign-in of the cloud. The first platform of a
/// kind is the provider's own and has the kind's name.
/// </summary>
public static class ModelPlatforms
{
    /// <summary>Azure AI Foundry.</summary>
    public const string Foundry = "foundry";

    /// <summary>The platforms of a kind; empty if it has one only.</summary>
    public static IReadOnlyList<string> Of(string kind) => kind switch
    {
        ModelKinds.Anthropic => [ModelKinds.Anthropic, Foundry],
        _ => [],
    };

    /// <summary>The identity that signs in for a model without a key; null if none does.</summary>
    public static string? IdentityOf(ModelManifest model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.ApiKeySecret is null && (model.Kind == ModelKinds.AzureOpenAI || model.Platform == Foundry) ? "Entra" : null;
    }

    /// <summary>The address that a model is called at: the manifest's, else the provider's own; null if the kind has none.</summary>
    public static Uri? EndpointOf(ModelManifest model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Endpoint ?? ModelKinds.EndpointOf(model.Kind);
    }
}

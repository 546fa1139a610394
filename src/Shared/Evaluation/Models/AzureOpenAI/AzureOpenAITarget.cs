using System.ClientModel;
using System.ClientModel.Primitives;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Models.OpenAI;

namespace MuBench.Models.AzureOpenAI;

/// <summary>An Azure OpenAI deployment as a target of OpenAI's protocol.</summary>
internal static class AzureOpenAITarget
{
    /// <summary>The target of a model with a key.</summary>
    public static OpenAITarget WithKey(ModelManifest manifest, string apiKey) => Of(
        manifest,
        ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(new ApiKeyCredential(apiKey), "api-key"),
        keyRemedy: null);

    /// <summary>The target of a model that is called with an Entra identity.</summary>
    /// <exception cref="UserException">The endpoint is not one of Azure OpenAI.</exception>
    public static OpenAITarget WithIdentity(ModelManifest manifest, EntraPolicy identity)
    {
        if (!AzureOpenAIHosts.Contains(manifest.Endpoint!))
            throw new UserException($"Model '{manifest.Id}' has no 'apiKey', and an Entra token goes only to Azure OpenAI over https ({AzureOpenAIHosts.Description}), not to its 'endpoint'.");
        return Of(manifest, identity, $"Model '{manifest.Id}' signs in with Entra: give its identity the role 'Cognitive Services OpenAI User' on the resource, or set 'apiKey' to \"secret:NAME\".");
    }

    private static OpenAITarget Of(ModelManifest manifest, AuthenticationPolicy authentication, string? keyRemedy)
    {
        var route = AzureRoute.Of(manifest.Endpoint!, manifest.Deployment!, manifest.ApiVersion);
        const string Hint = "it is the resource's address, such as https://NAME.openai.azure.com";
        return new OpenAITarget(route.Base, route.Deployment, authentication, manifest.ApiVersion is null ? Hint : $"{Hint}, and 'apiVersion' is one that Azure still serves", keyRemedy)
        {
            Azure = route,
        };
    }
}

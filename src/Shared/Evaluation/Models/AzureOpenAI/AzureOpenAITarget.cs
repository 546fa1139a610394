using System.ClientModel;
using System.ClientModel.Primitives;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Models.OpenAI;

namespace MuBench.Models.AzureOpenAI;

/// <summary>
/// An Azure OpenAI deployment as a target of OpenAI's protocol. It uses the resource's <c>/openai/v1</c> routes, which
/// take a deployment's name as the model and need no API version.
/// </summary>
internal static class AzureOpenAITarget
{
    private const string Route = "/openai/v1";

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

    private static OpenAITarget Of(ModelManifest manifest, AuthenticationPolicy authentication, string? keyRemedy) =>
        new(RouteOf(manifest.Endpoint!), manifest.Deployment!, authentication, "it is the resource's address, such as https://NAME.openai.azure.com", keyRemedy);

    /// <summary>A resource's address with the route, however much of the route was given.</summary>
    private static Uri RouteOf(Uri endpoint)
    {
        var address = endpoint.AbsoluteUri.TrimEnd('/');
        if (address.EndsWith("/openai", StringComparison.OrdinalIgnoreCase))
            address = address[..^"/openai".Length];
        return new Uri(address.EndsWith(Route, StringComparison.OrdinalIgnoreCase) ? address : address + Route);
    }
}

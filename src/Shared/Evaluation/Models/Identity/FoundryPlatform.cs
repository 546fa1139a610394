using MuBench.Endpoints;
using MuBench.Manifests;

namespace MuBench.Models.Identity;

/// <summary>Claude in Azure AI Foundry: Anthropic's protocol on the route <c>/anthropic</c> of a resource.</summary>
internal static class FoundryPlatform
{
    /// <summary>The scope of tokens.</summary>
    public const string Scope = "https://ai.azure.com/.default";

    private const string Route = "/anthropic";
    private const string Hint = "it is the resource's address, such as https://NAME.services.ai.azure.com";

    /// <summary>With a key.</summary>
    public static HostedPlatform WithKey(ModelManifest model, string apiKey) =>
        new(AddressOf(model.Endpoint!), inner => new KeyHandler("x-api-key", apiKey, inner), Hint);

    /// <summary>With an Entra identity.</summary>
    /// <exception cref="UserException">The endpoint is not one of Azure.</exception>
    public static HostedPlatform WithIdentity(ModelManifest model, EntraTokens tokens)
    {
        if (!AzureOpenAIHosts.Contains(model.Endpoint!))
            throw new UserException($"Model '{model.Id}' has no 'apiKey', and an Entra token goes only to Azure AI Foundry over https ({AzureOpenAIHosts.Description}), not to its 'endpoint'.");
        return new HostedPlatform(
            AddressOf(model.Endpoint!),
            inner => new BearerHandler(tokens.GetAsync, AzureOpenAIHosts.Contains, $"An Entra token goes only to Azure AI Foundry over https ({AzureOpenAIHosts.Description}).", inner),
            Hint,
            $"Model '{model.Id}' signs in with Entra: give its identity the role 'Cognitive Services User' on the resource, or set 'apiKey' to \"secret:NAME\".");
    }

    /// <summary>The address before <c>/v1/messages</c>, however much of it was given.</summary>
    private static Uri AddressOf(Uri endpoint)
    {
        var root = endpoint.GetLeftPart(UriPartial.Authority);
        var path = endpoint.AbsolutePath.TrimEnd('/');
        var route = path.IndexOf(Route, StringComparison.OrdinalIgnoreCase);
        return new Uri(root + (route < 0 ? path : path[..route]) + Route);
    }
}

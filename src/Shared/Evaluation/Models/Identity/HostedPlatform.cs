using MuBench.Endpoints;
using MuBench.Manifests;

namespace MuBench.Models.Identity;

/// <summary>How calls reach a provider's model in a cloud: what stands between the provider's client and the network.</summary>
/// <param name="Endpoint">The address that the provider's client calls.</param>
/// <param name="Over">Puts the platform's handlers over the handler that sends.</param>
/// <param name="AddressHint">What the address usually looks like, as text.</param>
/// <param name="KeyRemedy">What to check if the credential is rejected; null for the default text about the key.</param>
internal sealed record HostedPlatform(Uri Endpoint, Func<HttpMessageHandler, HttpMessageHandler> Over, string AddressHint, string? KeyRemedy = null)
{
    private const string FoundryRoute = "/anthropic";
    private const string FoundryHint = "it is the resource's address, such as https://NAME.services.ai.azure.com";

    /// <summary>The provider's own platform, or any server with its protocol.</summary>
    public static HostedPlatform Own(Uri endpoint, string addressHint) => new(endpoint, inner => inner, addressHint);

    /// <summary>Claude in Azure AI Foundry with a key.</summary>
    public static HostedPlatform Foundry(ModelManifest model, string apiKey) =>
        new(FoundryAddressOf(model.Endpoint!), inner => new KeyHandler("x-api-key", apiKey, inner), FoundryHint);

    /// <summary>Claude in Azure AI Foundry with an Entra identity.</summary>
    /// <exception cref="UserException">The endpoint is not one of Azure.</exception>
    public static HostedPlatform Foundry(ModelManifest model, EntraTokens tokens)
    {
        if (!AzureOpenAIHosts.Contains(model.Endpoint!))
            throw new UserException($"Model '{model.Id}' has no 'apiKey', and an Entra token goes only to Azure AI Foundry over https ({AzureOpenAIHosts.Description}), not to its 'endpoint'.");
        return new HostedPlatform(
            FoundryAddressOf(model.Endpoint!),
            inner => new BearerHandler(tokens.GetAsync, AzureOpenAIHosts.Contains, $"An Entra token goes only to Azure AI Foundry over https ({AzureOpenAIHosts.Description}).", inner),
            FoundryHint,
            $"Model '{model.Id}' signs in with Entra: give its identity the role 'Cognitive Services User' on the resource, or set 'apiKey' to \"secret:NAME\".");
    }

    /// <summary>The address before <c>/v1/messages</c>, however much of it was given.</summary>
    private static Uri FoundryAddressOf(Uri endpoint)
    {
        var address = endpoint.AbsoluteUri.TrimEnd('/');
        var route = address.IndexOf(FoundryRoute, address.IndexOf(Uri.SchemeDelimiter, StringComparison.Ordinal) + Uri.SchemeDelimiter.Length, StringComparison.OrdinalIgnoreCase);
        return new Uri((route < 0 ? address : address[..route]) + FoundryRoute);
    }
}

namespace MuBench.Models.Identity;

/// <summary>How calls reach a provider's model in a cloud: what stands between the provider's client and the network.</summary>
/// <param name="Endpoint">The address that the provider's client calls.</param>
/// <param name="Over">Puts the platform's handlers over the handler that sends.</param>
/// <param name="AddressHint">What the address usually looks like, as text.</param>
/// <param name="KeyRemedy">What to check if the credential is rejected; null for the default text about the key.</param>
internal sealed record HostedPlatform(Uri Endpoint, Func<HttpMessageHandler, HttpMessageHandler> Over, string AddressHint, string? KeyRemedy = null)
{
    /// <summary>The provider's own platform, or any server with its protocol.</summary>
    public static HostedPlatform Own(Uri endpoint, string addressHint) => new(endpoint, inner => inner, addressHint);
}

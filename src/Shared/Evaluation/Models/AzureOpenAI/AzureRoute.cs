namespace MuBench.Models.AzureOpenAI;

/// <summary>The addresses of a deployment in one version of Azure OpenAI's API.</summary>
/// <param name="Resource">The resource's address, without a route.</param>
/// <param name="Deployment">The deployment.</param>
/// <param name="ApiVersion">A dated version; null for v1, which names the deployment in the body and has no version in the address.</param>
internal sealed record AzureRoute(Uri Resource, string Deployment, string? ApiVersion)
{
    /// <summary>The operation of chat completions.</summary>
    public const string Chat = "chat/completions";

    /// <summary>The operation of the Responses API, which names the deployment in the body in every version.</summary>
    public const string Responses = "responses";

    private const string Root = "/openai";
    private const string V1 = "/v1";

    /// <summary>The route of a resource whose address may have a part of the route already.</summary>
    public static AzureRoute Of(Uri endpoint, string deployment, string? apiVersion)
    {
        var address = endpoint.AbsoluteUri.TrimEnd('/');
        foreach (var part in (string[])[Root + V1, Root])
        {
            if (address.EndsWith(part, StringComparison.OrdinalIgnoreCase))
                return new AzureRoute(new Uri(address[..^part.Length]), deployment, apiVersion);
        }

        return new AzureRoute(new Uri(address), deployment, apiVersion);
    }

    /// <summary>The address below which the operations are.</summary>
    public Uri Base => new(Resource.AbsoluteUri.TrimEnd('/') + Root + (ApiVersion is null ? V1 : ""));

    /// <summary>The address of an operation.</summary>
    public Uri AddressOf(string operation) => new(
        $"{Base.AbsoluteUri}/{(ApiVersion is not null && operation == Chat ? $"deployments/{Uri.EscapeDataString(Deployment)}/" : "")}{operation}"
        + (ApiVersion is null ? "" : $"?api-version={Uri.EscapeDataString(ApiVersion)}"));
}

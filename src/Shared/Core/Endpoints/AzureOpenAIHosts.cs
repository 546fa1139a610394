namespace MuBench.Endpoints;

/// <summary>The hosts of Azure OpenAI. An Entra token is sent to these hosts only.</summary>
public static class AzureOpenAIHosts
{
    private static readonly string[] Suffixes = [".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com"];

    /// <summary>The hosts, in words.</summary>
    public static string Description { get; } = string.Join(", ", Suffixes.Select(suffix => $"*{suffix}"));

    /// <summary>Whether an address is a host of Azure OpenAI, with https, the default port and no user name.</summary>
    public static bool Contains(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.IsAbsoluteUri && endpoint.Scheme == Uri.UriSchemeHttps && endpoint.IsDefaultPort && endpoint.UserInfo.Length == 0 && endpoint.HostNameType == UriHostNameType.Dns
            && Suffixes.Any(suffix => endpoint.IdnHost.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && endpoint.IdnHost.Length > suffix.Length);
    }
}

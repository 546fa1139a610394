namespace MuBench.Endpoints;

/// <summary>The hosts of Google's Vertex AI. The token of a Google identity is sent to these hosts only.</summary>
public static class VertexHosts
{
    private const string Global = "aiplatform.googleapis.com";

    /// <summary>The hosts, in words.</summary>
    public static string Description => $"{Global}, LOCATION-{Global}, aiplatform.LOCATION.rep.googleapis.com";

    /// <summary>The host of a location: of the whole world (<c>global</c>), of a continent (<c>us</c>, <c>eu</c>) or of a region.</summary>
    public static string Of(string location) => location switch
    {
        "global" => Global,
        "us" or "eu" => $"aiplatform.{location}.rep.googleapis.com",
        _ => $"{location}-{Global}",
    };

    /// <summary>Whether an address is a host of Vertex AI, with https and the default port.</summary>
    public static bool Contains(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme != Uri.UriSchemeHttps || !endpoint.IsDefaultPort || endpoint.HostNameType != UriHostNameType.Dns)
            return false;
        return endpoint.IdnHost.ToLowerInvariant().Split('.') switch
        {
            [var first, "googleapis", "com"] => first == "aiplatform" || first.EndsWith("-aiplatform", StringComparison.Ordinal),
            ["aiplatform", _, "rep", "googleapis", "com"] => true,
            _ => false,
        };
    }
}

using System.Text.RegularExpressions;

namespace MuBench.Endpoints;

/// <summary>The hosts of Amazon Bedrock. Requests to these hosts only are signed with an AWS identity.</summary>
public static partial class BedrockHosts
{
    /// <summary>The hosts, in words.</summary>
    public static string Description => "bedrock-runtime.REGION.amazonaws.com, and its FIPS and VPC endpoints";

    /// <summary>The host of a region.</summary>
    public static string Of(string region) => $"bedrock-runtime.{region}.amazonaws.com{(region?.StartsWith("cn-", StringComparison.Ordinal) == true ? ".cn" : "")}";

    /// <summary>The region in an address of Bedrock; null if the address is of another host, is not https or has a port of its own.</summary>
    public static string? RegionOf(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.IsAbsoluteUri && endpoint.Scheme == Uri.UriSchemeHttps && endpoint.IsDefaultPort && endpoint.HostNameType == UriHostNameType.Dns
            && Host().Match(endpoint.IdnHost) is { Success: true } match ? match.Groups["region"].Value.ToLowerInvariant() : null;
    }

    /// <summary>Whether an address is a host of Bedrock, with https and the default port.</summary>
    public static bool Contains(Uri endpoint) => RegionOf(endpoint) is not null;

    // The region must look like one: a bucket of Amazon S3 may be named bedrock-runtime.
    [GeneratedRegex(@"^(vpce-[a-z0-9-]+\.)?bedrock-runtime(-fips)?\.(?<region>[a-z]{2}(-[a-z]+)+-[0-9])\.(vpce\.)?amazonaws\.com(\.cn)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}

using MuBench.Endpoints;
using MuBench.Secrets;

namespace MuBench.Datasets.Release.Download;

/// <summary>Where a release is downloaded from, and with which token.</summary>
/// <param name="Endpoint">The Hub, or a mirror that has its paths.</param>
/// <param name="Token">The token; null for none.</param>
public sealed record HubAccess(Uri Endpoint, HubToken? Token)
{
    /// <summary>The environment variable that names a mirror.</summary>
    public const string EndpointVariable = "HF_ENDPOINT";

    /// <summary>The environment variable with the token, where no other is named.</summary>
    public const string TokenVariable = "HF_TOKEN";

    private static readonly Uri Hub = new("https://huggingface.co");

    /// <summary>Whether the endpoint is the Hub itself.</summary>
    public bool IsHub => Uri.Compare(Endpoint, Hub, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Reads what a user asked for.</summary>
    /// <param name="mirror">The address of a mirror; null for <see cref="EndpointVariable"/>, else the Hub.</param>
    /// <param name="token">
    /// A secret, as <c>secret:NAME</c>. Null for <see cref="TokenVariable"/> where that is set, and then for the Hub alone: a
    /// mirror gets a token only when one is named for it.
    /// </param>
    /// <param name="environment">Reads an environment variable; null where it is not set.</param>
    /// <exception cref="UserException">The address cannot be used, or the secret is not set.</exception>
    public static HubAccess Of(string? mirror, string? token, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var (source, written) = string.IsNullOrWhiteSpace(mirror) ? (EndpointVariable, environment(EndpointVariable)) : ("--mirror", mirror);
        var endpoint = string.IsNullOrWhiteSpace(written) ? Hub : Parse(source, written.Trim());
        var access = new HubAccess(endpoint, null);
        var secrets = new SecretResolver(environment);
        if (token is not null)
        {
            // Not repeated: it may be the token itself.
            if (!SecretNames.IsReference(token))
                throw new UserException("--token takes the name of a secret, such as secret:HF_TOKEN, and not the token itself: set the environment variable of that name.");
            var name = token[SecretNames.Prefix.Length..];
            return access with { Token = new HubToken(name, secrets.Resolve(name)) };
        }

        return access.IsHub && !string.IsNullOrWhiteSpace(environment(TokenVariable))
            ? access with { Token = new HubToken(TokenVariable, secrets.Resolve(TokenVariable)) }
            : access;
    }

    /// <summary>The address of a file of a release.</summary>
    public Uri AddressOf(ReleaseDescription release, ReleaseFile file)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(file);
        return new Uri($"{Endpoint.AbsoluteUri.TrimEnd('/')}/datasets/{release.Repository}/resolve/{release.Revision}/{release.Folder}/{file.Name}");
    }

    private static Uri Parse(string source, string address)
    {
        var fault = !Uri.TryCreate(address, UriKind.Absolute, out var uri) ? "an address begins with 'https://'"
            : EndpointPolicy.FormatFaultOf(uri)
            ?? (uri.Scheme == Uri.UriSchemeHttps || EndpointPattern.IsLoopbackHost(uri.IdnHost) ? null : "http is only for this machine; use https");
        return fault is null ? uri! : throw new UserException($"{source} is no address of a mirror: {fault}.");
    }
}

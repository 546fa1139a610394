using MuBench.Endpoints;
using MuBench.Secrets;

namespace MuBench.Hub;

/// <summary>The endpoint and the token for a download.</summary>
/// <param name="Endpoint">The Hub, or a mirror with the same paths.</param>
/// <param name="Token">The token; null for none.</param>
public sealed record HubAccess(Uri Endpoint, HubToken? Token)
{
    /// <summary>The environment variable with the address of a mirror.</summary>
    public const string EndpointVariable = "HF_ENDPOINT";

    /// <summary>The environment variable with the default token.</summary>
    public const string TokenVariable = "HF_TOKEN";

    private static readonly Uri Hub = new("https://huggingface.co");

    /// <summary>Whether the endpoint is the Hub itself.</summary>
    public bool IsHub => Uri.Compare(Endpoint, Hub, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Reads the user's settings.</summary>
    /// <param name="mirror">The address of a mirror; null for <see cref="EndpointVariable"/>, else the Hub.</param>
    /// <param name="token">
    /// A secret, as <c>secret:NAME</c>. Null for <see cref="TokenVariable"/> if it is set, and only for the Hub: a
    /// mirror gets a token only if the user names one for it.
    /// </param>
    /// <param name="environment">Reads an environment variable; null if it is not set.</param>
    /// <exception cref="UserException">The address is not valid, or the secret is not set.</exception>
    public static HubAccess Of(string? mirror, string? token, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var (source, written) = string.IsNullOrWhiteSpace(mirror) ? (EndpointVariable, environment(EndpointVariable)) : ("--mirror", mirror);
        var endpoint = string.IsNullOrWhiteSpace(written) ? Hub : Parse(source, written.Trim());
        var access = new HubAccess(endpoint, null);
        var secrets = new SecretResolver(environment);
        if (token is not null)
        {
            // The message does not repeat the value: it may be the token itself.
            if (!SecretNames.IsReference(token))
                throw new UserException("--token takes the name of a secret, such as secret:HF_TOKEN, and not the token itself: set the environment variable of that name.");
            var name = token[SecretNames.Prefix.Length..];
            return access with { Token = new HubToken(name, secrets.Resolve(name)) };
        }

        return access.IsHub && !string.IsNullOrWhiteSpace(environment(TokenVariable))
            ? access with { Token = new HubToken(TokenVariable, secrets.Resolve(TokenVariable)) }
            : access;
    }

    /// <summary>An address at the endpoint.</summary>
    /// <param name="path">The path under the endpoint, without a leading slash, with its segments escaped; with a query if there is one.</param>
    public Uri AddressOf(string path) => new($"{Endpoint.AbsoluteUri.TrimEnd('/')}/{path}");

    private static Uri Parse(string source, string address)
    {
        var fault = !Uri.TryCreate(address, UriKind.Absolute, out var uri) ? "an address begins with 'https://'"
            : EndpointPolicy.FormatFaultOf(uri)
            ?? (uri.Scheme == Uri.UriSchemeHttps || EndpointPattern.IsLoopbackHost(uri.IdnHost) ? null : "http is only for this machine; use https");
        return fault is null ? uri! : throw new UserException($"{source} is not the address of a mirror: {fault}.");
    }
}

using System.Net;

namespace MuBench.Endpoints;

/// <summary>Decides which addresses may receive images and keys. Immutable.</summary>
/// <remarks>
/// Addresses are compared after the URL parser has normalised them: host names in ASCII form, numbers of any notation as an
/// IP address. A wildcard matches public names only. An IP address or this machine is allowed only if an entry of the list
/// names it.
/// </remarks>
public sealed class EndpointPolicy
{
    /// <summary>Name of the setting that lists the allowed endpoints.</summary>
    public const string Setting = "MUBENCH_ALLOWED_ENDPOINTS";

    /// <summary>The hosts of the providers. A manifest may call them in the service although the list does not name them.</summary>
    private static readonly string[] Providers =
    [
        "https://api.openai.com", "https://*.openai.azure.com", "https://*.services.ai.azure.com", "https://*.cognitiveservices.azure.com", "https://api.anthropic.com",
        "https://generativelanguage.googleapis.com",
    ];

    private readonly IReadOnlyList<EndpointPattern>? _allowed;
    private readonly IReadOnlyList<EndpointPattern>? _listed;

    /// <param name="allowed">The allowed endpoints; null on a user's own machine, where any endpoint is allowed.</param>
    /// <param name="listed">The endpoints that the service's operator listed; these may have private addresses. Null if any endpoint may.</param>
    private EndpointPolicy(IReadOnlyList<EndpointPattern>? allowed, IReadOnlyList<EndpointPattern>? listed = null) => (_allowed, _listed) = (allowed, listed);

    /// <summary>
    /// The policy of the command line, whose user wrote the manifest. It allows https anywhere and http on this machine. If
    /// <see cref="Setting"/> is set, it allows only the listed endpoints.
    /// </summary>
    /// <param name="allowedEndpoints">The value of <see cref="Setting"/>; null or blank if it is not set.</param>
    /// <exception cref="UserException">The setting cannot be read.</exception>
    public static EndpointPolicy ForCli(string? allowedEndpoints) =>
        new(string.IsNullOrWhiteSpace(allowedEndpoints) ? null : EndpointPattern.ParseList(allowedEndpoints));

    /// <summary>
    /// The policy of a service that runs other people's manifests. It allows the providers' own hosts and the endpoints in
    /// <paramref name="allowedEndpoints"/>, over https. It allows http only to this machine, if that is listed.
    /// </summary>
    /// <param name="allowedEndpoints">The value of <see cref="Setting"/>; null or blank if it is not set.</param>
    /// <exception cref="UserException">The setting cannot be read, or lists http for another host than this machine.</exception>
    public static EndpointPolicy ForService(string? allowedEndpoints) =>
        ForService(allowedEndpoints, fault => throw new UserException(fault));

    /// <summary>The same policy, but an invalid entry is reported and ignored in place of an exception.</summary>
    /// <param name="allowedEndpoints">The value of <see cref="Setting"/>; null or blank if it is not set.</param>
    /// <param name="refuse">Called with a message for each invalid entry: the entry and what is expected.</param>
    public static EndpointPolicy ForService(string? allowedEndpoints, Action<string> refuse)
    {
        ArgumentNullException.ThrowIfNull(refuse);
        var listed = new List<EndpointPattern>();
        foreach (var entry in EndpointPattern.Split(allowedEndpoints))
        {
            if (FaultOf(entry, out var pattern) is { } fault)
                refuse(fault);
            else
                listed.Add(pattern!);
        }

        return new EndpointPolicy([.. Providers.Select(EndpointPattern.Parse), .. listed], listed);
    }

    /// <summary>Checks whether an address may be called.</summary>
    /// <param name="endpoint">The address.</param>
    /// <param name="reason">Why it may not, with the remedy; empty if it may.</param>
    public bool Allows(Uri endpoint, out string reason)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        reason = FormatFaultOf(endpoint) ?? (_allowed is null ? OpenFaultOf(endpoint) : IsOfACloud(endpoint) ? null : ListFaultOf(endpoint, _allowed)) ?? "";
        return reason.Length == 0;
    }

    /// <summary>
    /// Checks whether an allowed endpoint may be called at an IP address that its host resolved to. Http may go to this machine
    /// only. A service calls public addresses only; the exception is a host that is listed by name, which may have any address
    /// except a link-local one. A link-local address must be listed as an address.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">The address that its host resolved to.</param>
    /// <param name="reason">Why it may not, with the remedy; empty if it may.</param>
    public bool AllowsAddress(Uri endpoint, IPAddress address, out string reason)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var range = AddressRanges.Of(address);
        reason = range switch
        {
            AddressRange.Loopback => "",
            _ when endpoint.Scheme == Uri.UriSchemeHttp && EndpointPattern.IsLoopbackHost(endpoint.IdnHost) =>
                $"'{Authority(endpoint)}' resolves to {address}, which is not this machine, and http would send images and keys in the clear",
            _ => "",
        };
        if (reason.Length == 0 && _listed is not null && range != AddressRange.Public && !IsListedFor(endpoint, range))
        {
            reason = $"'{Authority(endpoint)}' resolves to {address}, which is not a public address ({AddressRanges.Describe(range)}); "
                + (range == AddressRange.LinkLocal ? $"{Setting} can list that address" : $"{Setting} can list that host by its full name");
        }
        return reason.Length == 0;
    }

    /// <summary>Whether a service may call an address because it is one of a cloud whose hosts no pattern describes.</summary>
    private bool IsOfACloud(Uri endpoint) => _listed is not null && (VertexHosts.Contains(endpoint) || BedrockHosts.Contains(endpoint));

    private static string? FaultOf(string entry, out EndpointPattern? pattern)
    {
        pattern = null;
        try
        {
            pattern = EndpointPattern.Parse(entry);
        }
        catch (UserException exception)
        {
            return exception.Message;
        }

        return pattern.Scheme == Uri.UriSchemeHttps || pattern.IsLoopback ? null
            : $"{Setting} lists '{pattern}': the service sends keys over https; http is only for this machine (127.0.0.1, [::1], localhost).";
    }

    private bool IsListedFor(Uri endpoint, AddressRange range) => _listed!.Any(pattern =>
        pattern.IsOneHost && pattern.Matches(endpoint) && (range != AddressRange.LinkLocal || endpoint.HostNameType != UriHostNameType.Dns));

    /// <summary>
    /// Describes the fault of an address that no policy allows; null if there is none. Repeats no part that may hold a key.
    /// </summary>
    public static string? FormatFaultOf(Uri endpoint)
    {
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps)
            return "an address begins with 'https://' or 'http://'";
        if (endpoint.UserInfo.Length > 0 || endpoint.OriginalString.Contains('@'))
            return "an address has no user name or password ('@'); keys are named in 'apiKey'";
        if (endpoint.Query.Length > 0 || endpoint.OriginalString.Contains('?'))
            return "an address has no query ('?'); keys are named in 'apiKey'";
        if (endpoint.Fragment.Length > 0 || endpoint.OriginalString.Contains('#'))
            return "an address has no fragment ('#')";
        if (endpoint.IdnHost.Length == 0)
            return "an address has a host";
        return endpoint.IdnHost.EndsWith('.') ? "the host of an address does not end in a dot" : null;
    }

    private static string? OpenFaultOf(Uri endpoint) =>
        endpoint.Scheme == Uri.UriSchemeHttps || EndpointPattern.IsLoopbackHost(endpoint.IdnHost) ? null
            : $"'{Authority(endpoint)}' is not this machine, and http would send images and keys in the clear; use https, or list it in {Setting}";

    private static string? ListFaultOf(Uri endpoint, IReadOnlyList<EndpointPattern> allowed) =>
        allowed.Any(pattern => pattern.Matches(endpoint)) ? null
            : $"'{Authority(endpoint)}' is not an allowed endpoint; {Setting} can list it (allowed are {string.Join(", ", allowed)})";

    private static string Authority(Uri endpoint) => EndpointPattern.AuthorityOf(endpoint.Scheme, endpoint.IdnHost, endpoint.IsDefaultPort ? null : endpoint.Port);
}

using System.Buffers;
using System.Globalization;
using System.Net;

namespace MuBench.Endpoints;

/// <summary>
/// One allowed endpoint, <c>SCHEME://HOST[:PORT]</c>. The host may be <c>*</c> or begin with <c>*.</c>; the port may be <c>*</c>.
/// </summary>
public sealed class EndpointPattern
{
    private static readonly SearchValues<char> NotInHosts = SearchValues.Create("*/?#@\\%");

    private readonly string _host;
    private readonly bool _isAnyName;
    private readonly int? _port;

    private EndpointPattern(string scheme, string host, bool anyName, int? port) =>
        (Scheme, _host, _isAnyName, _port) = (scheme, host, anyName, port);

    /// <summary>The scheme: <c>http</c> or <c>https</c>.</summary>
    public string Scheme { get; }

    /// <summary>Whether the pattern names one host, without a wildcard.</summary>
    public bool IsOneHost => !_isAnyName;

    /// <summary>Whether the pattern names this machine.</summary>
    public bool IsLoopback => !_isAnyName && IsLoopbackHost(_host);

    /// <summary>Parses the setting's value: patterns separated by <c>;</c>.</summary>
    /// <exception cref="UserException">An entry is not a valid pattern, or the list is empty.</exception>
    public static IReadOnlyList<EndpointPattern> ParseList(string setting)
    {
        var patterns = Split(setting);
        return patterns.Length == 0 ? throw Unreadable(setting, "no pattern") : [.. patterns.Select(Parse)];
    }

    /// <summary>Splits the setting's value into entries; empty if it is null or blank.</summary>
    public static string[] Split(string? setting) =>
        (setting ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Parses a pattern.</summary>
    /// <exception cref="FormatException">The text is not a valid pattern; the message says why.</exception>
    public static EndpointPattern Parse(string pattern)
    {
        var scheme = pattern.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? Uri.UriSchemeHttps
            : pattern.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? Uri.UriSchemeHttp
            : throw Unreadable(pattern, "'https://' or 'http://' at its beginning");
        var authority = pattern[(scheme.Length + Uri.SchemeDelimiter.Length)..];
        if (authority.EndsWith('/'))
            authority = authority[..^1];
        var colon = authority.LastIndexOf(':');
        var hasPort = colon > authority.LastIndexOf(']');
        var port = hasPort ? PortOf(authority[(colon + 1)..], pattern) : scheme == Uri.UriSchemeHttps ? 443 : 80;
        var host = hasPort ? authority[..colon] : authority;
        if (host == "*")
            return new EndpointPattern(scheme, "", anyName: true, port);
        var anyName = host.StartsWith("*.", StringComparison.Ordinal);
        return new EndpointPattern(scheme, HostOf(anyName ? host[2..] : host, anyName, pattern), anyName, port);
    }

    /// <summary>Whether an address has the scheme, host and port of the pattern.</summary>
    public bool Matches(Uri endpoint)
    {
        var host = endpoint.IdnHost.ToLowerInvariant();
        if (endpoint.Scheme != Scheme || _port is { } port && endpoint.Port != port)
            return false;
        if (!_isAnyName)
            return host == _host;
        return endpoint.HostNameType == UriHostNameType.Dns && !IsLoopbackHost(host)
            && (_host.Length == 0 || host.EndsWith("." + _host, StringComparison.Ordinal));
    }

    /// <summary>Whether a host, as normalised by the URL parser, is this machine.</summary>
    public static bool IsLoopbackHost(string host)
    {
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        return IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }

    /// <summary>Formats scheme, host and port as one address.</summary>
    public static string AuthorityOf(string scheme, string host, int? port) =>
        $"{scheme}://{(host.Contains(':') ? $"[{host}]" : host)}{(port is null ? "" : string.Create(CultureInfo.InvariantCulture, $":{port}"))}";

    /// <inheritdoc/>
    public override string ToString()
    {
        var isDefault = _port == (Scheme == Uri.UriSchemeHttps ? 443 : 80);
        var host = !_isAnyName ? _host : _host.Length == 0 ? "*" : $"*.{_host}";
        return AuthorityOf(Scheme, host, isDefault ? null : _port) + (_port is null ? ":*" : "");
    }

    private static int? PortOf(string text, string pattern) =>
        text == "*" ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port
        : throw Unreadable(pattern, "a port from 1 to 65535, or '*', after the last ':'");

    private static string HostOf(string host, bool isSuffix, string pattern)
    {
        // The URL parser validates the host, because it also parses the addresses that are compared with the pattern.
        if (host.Length == 0 || host.AsSpan().ContainsAny(NotInHosts) || host.Any(char.IsWhiteSpace) || host.EndsWith('.')
            || !Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var uri) || uri.IdnHost.Length == 0)
        {
            throw Unreadable(pattern, "one host name or IP address without a path; '*.' may stand before a name");
        }
        return isSuffix && uri.HostNameType != UriHostNameType.Dns
            ? throw Unreadable(pattern, "a name after '*.'")
            : uri.IdnHost.ToLowerInvariant();
    }

    // The part before an '@' may be a password, and the message is logged.
    private static UserException Unreadable(string pattern, string expected) => new(
        $"{EndpointPolicy.Setting} has '{(pattern.LastIndexOf('@') is >= 0 and var at ? $"...{pattern[at..]}" : pattern)}': expected {expected}. Patterns are separated by ';', such as 'https://*.openai.azure.com;http://127.0.0.1:*'.");
}

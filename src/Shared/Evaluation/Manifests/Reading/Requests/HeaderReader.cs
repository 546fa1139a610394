using System.Buffers;
using System.Text.Json;
using MuBench.Manifests.Reading.Fields;
using MuBench.Naming;
using MuBench.Secrets;

namespace MuBench.Manifests.Reading.Requests;

/// <summary>Reads <c>headers</c>: further headers of every request. Secrets stand there by name only.</summary>
internal static class HeaderReader
{
    private const int MaxHeaders = 50;
    private const int MaxName = 100;
    private const int MaxValue = 1000;

    public static readonly JsonField Headers = new("headers", "an object with the names and values of headers, such as { \"X-Title\": \"MuBench\" }");

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~");

    /// <summary>Headers that carry a provider's key.</summary>
    private static readonly string[] Keys = ["authorization", "x-api-key", "api-key", "x-goog-api-key"];

    /// <summary>Headers that MuBench, a provider's client or HTTP itself sets.</summary>
    private static readonly string[] Own =
    [
        "host", "content-type", "content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive", "accept", "accept-encoding", "expect", "te",
        "trailer", "upgrade", "via", "user-agent", "anthropic-version", "idempotency-key",
    ];

    /// <summary>Words in the names of headers whose values are secrets.</summary>
    private static readonly string[] SecretWords = ["key", "token", "secret", "password", "auth", "credential", "cookie", "session", "signature"];

    /// <summary>Reads the headers, ordered by name; null if there are none.</summary>
    public static IReadOnlyDictionary<string, string>? Read(JsonObjectReader reader)
    {
        if (reader.JsonObject(Headers) is not { } value)
            return null;
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in value.EnumerateObject())
        {
            var path = ManifestText.Child(reader.PathOf(Headers), member.Name);
            if (FaultOf(member.Name, member.Value) is { } fault)
                reader.Faults.Add(path, fault);
            else if (!headers.TryAdd(member.Name, member.Value.GetString()!))
                reader.Faults.Add(path, "the header occurs more than once, ignoring letter case; keep one");
        }

        if (headers.Count > MaxHeaders)
            reader.Fault(Headers, $"expected at most {MaxHeaders} headers; found {headers.Count:N0}");
        return headers.Count == 0 ? null : headers;
    }

    private static string? FaultOf(string name, JsonElement value)
    {
        if (name.Length is 0 or > MaxName || name.AsSpan().ContainsAnyExcept(NameCharacters))
            return $"is not the name of a header: 1 to {MaxName} letters, digits and signs such as '-' are expected";
        if (Is(name, Keys))
            return "the model's 'apiKey' is sent in this header; write \"apiKey\": \"secret:NAME\"";
        if (Is(name, Own) || name.StartsWith("proxy-", StringComparison.OrdinalIgnoreCase))
            return "is set by MuBench; leave it out";
        if (value.ValueKind != JsonValueKind.String)
            return $"expected the header's value, a text; found {ManifestText.FoundKind(value)}";
        var text = value.GetString()!;
        if (text.StartsWith(SecretNames.Prefix, StringComparison.Ordinal))
            return SecretNames.IsReference(text) ? null : $"what follows 'secret:' is not the name of a secret (1 to {SecretNames.MaximumLength} letters, digits, '_' and '-', and not a key). {SecretNames.Remedy}";
        if (text.Length is 0 or > MaxValue || text[0] == ' ' || text[^1] == ' ' || text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return $"expected a header's value: 1 to {MaxValue} characters of ASCII without spaces at the ends";
        if (KeyPatterns.AreIn(text))
            return null; // LiteralSecrets names every key in the file
        return ManifestText.LooksLikeKey(text) || SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? $"looks like a secret, and secrets are not written into manifests. {SecretNames.Remedy}"
            : null;
    }

    private static bool Is(string name, string[] names) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}

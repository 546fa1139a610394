using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace MuBench.Json;

/// <summary>
/// Reads JSON that a server or a model wrote. It may contain what is not text: bytes that are not UTF-8, and escapes of half a surrogate pair such as <c>\ud83d</c>, which
/// programs write that cut a text in the middle of an emoji. .NET's reader accepts both, and throws <see cref="InvalidOperationException"/> later, when such a text or name is read.
/// </summary>
public static partial class ForeignJson
{
    /// <summary>Parses JSON. Each part that is not text becomes U+FFFD, the replacement character.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, JsonDocumentOptions options = default) => JsonDocument.Parse(Mend(json.Span) ?? json, options);

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, JsonDocumentOptions)"/>
    public static JsonDocument Parse(ReadOnlySpan<char> json, JsonDocumentOptions options = default)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(json)];
        Encoding.UTF8.GetBytes(json, bytes);
        return Parse(bytes, options);
    }

    /// <summary>The JSON with U+FFFD for each part that is not text; null if all of it is text.</summary>
    public static byte[]? Mend(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && !HasSurrogateEscape(json)
        ? null
        : Encoding.UTF8.GetBytes(Escape().Replace(Encoding.UTF8.GetString(json), escape => IsHalf(escape.ValueSpan) ? "\\ufffd" : escape.Value));

    private static bool HasSurrogateEscape(ReadOnlySpan<byte> json)
    {
        for (int at; (at = json.IndexOf("\\u"u8)) >= 0; json = json[(at + 2)..])
        {
            if (json.Length > at + 3 && (json[at + 2] | 0x20) == 'd' && json[at + 3] >= '8')
                return true;
        }

        return false;
    }

    private static bool IsHalf(ReadOnlySpan<char> escape) => escape.Length == 6 && (escape[2] | 0x20) == 'd' && escape[3] >= '8';

    // A pair, another escape of a character, or an escaped character such as a backslash. Every escape is matched as a whole, so that the second half of '\\ud83d' is not taken for one.
    [GeneratedRegex(@"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}

using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using MuBench.Json;

namespace MuBench.Models.Generative;

/// <summary>Finds the words of a server in the body of a failed call, whatever the body's shape.</summary>
internal static partial class ErrorText
{
    private const int MaxParts = 3;

    // The names that servers, frameworks and gateways give to their message, most specific first.
    private static readonly string[] Names = ["message", "msg", "detail", "details", "error_description", "error", "errors", "title", "reason"];

    /// <summary>The words in a body; null if it is empty.</summary>
    public static string? Of(string? body)
    {
        if (string.IsNullOrWhiteSpace(body))
            return null;
        try
        {
            using var json = ForeignJson.Parse(body);
            return Of(json.RootElement);
        }
        catch (JsonException)
        {
            return Plain(body); // an error page of a gateway
        }
    }

    /// <summary>The words in a JSON body: those of the field that holds a message, else the JSON itself.</summary>
    public static string? Of(JsonElement body) => Find(body) ?? (body.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : body.GetRawText());

    private static string? Find(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.Array => value.EnumerateArray().Select(Find).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxParts).ToList() is [_, ..] parts ? string.Join("; ", parts) : null,
        JsonValueKind.Object => Names.Select(name => value.Child(name) is { } child ? Find(child) : null).FirstOrDefault(text => text is not null),
        _ => null,
    };

    private static string? Plain(string body)
    {
        var text = body.TrimStart().StartsWith('<') ? WebUtility.HtmlDecode(Tag().Replace(Block().Replace(body, " "), " ")) : body;
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    [GeneratedRegex("<(script|style|head)\\b.*?</\\1\\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}

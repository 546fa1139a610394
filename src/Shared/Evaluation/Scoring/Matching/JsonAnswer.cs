using System.Text.Json;
using MuBench.Json;

namespace MuBench.Scoring.Matching;

/// <summary>Reads the option in a response that is JSON by the manifest's schema. Nothing is guessed.</summary>
internal static class JsonAnswer
{
    private const string Fence = "```";

    /// <summary>
    /// The option that a member of the response names: by its letter or number (also in brackets, or with ")", "." or ":"
    /// after it), by its text, or by both as the prompt shows them. Letter case and spaces at the ends do not count. Null if
    /// the response is not one JSON object, alone or as a fenced block, that has the member; or if the member names no
    /// option, or more than one.
    /// </summary>
    /// <param name="response">The response.</param>
    /// <param name="member">The member.</param>
    /// <param name="options">The options.</param>
    /// <param name="labelOf">The letter or number of an option.</param>
    public static int? Choose(string response, string member, IReadOnlyList<string> options, Func<int, string> labelOf)
    {
        if (Member(Unfenced(response.Trim()), member) is not { } said)
            return null;
        int? found = null;
        for (var index = 0; index < options.Count; index++)
        {
            if (!Names(said, labelOf(index), options[index].Trim()))
                continue;
            if (found is not null)
                return null;
            found = index;
        }

        return found;
    }

    private static bool Names(string said, string label, string option)
    {
        if (Same(said, option) || Same(said, label))
            return true;
        var bare = said.StartsWith('(') ? said[1..] : said;
        if (!bare.StartsWith(label, StringComparison.OrdinalIgnoreCase))
            return false;
        var behind = bare[label.Length..];
        var text = behind.TrimStart(')', '.', ':', ' ');
        return text.Length < behind.Length && (text.Length == 0 || Same(text, option));
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static string? Member(string json, string name)
    {
        if (!json.StartsWith('{'))
            return null;
        try
        {
            using var document = ForeignJson.Parse(json);
            return document.RootElement.TryGetProperty(name, out var value)
                ? value.ValueKind switch { JsonValueKind.String => value.GetString()!.Trim(), JsonValueKind.Number => value.GetRawText(), _ => null }
                : null;
        }
        catch (JsonException)
        {
            return null; // the question has the outcome 'unparsed' or 'truncated'
        }
    }

    private static string Unfenced(string text)
    {
        if (!text.StartsWith(Fence, StringComparison.Ordinal) || !text.EndsWith(Fence, StringComparison.Ordinal) || text.IndexOf('\n') is not (> 0 and var line) || line >= text.Length - Fence.Length)
            return text;
        return text[(line + 1)..^Fence.Length].Trim();
    }
}

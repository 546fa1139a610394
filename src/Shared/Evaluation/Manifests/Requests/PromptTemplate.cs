using System.Text;

namespace MuBench.Manifests.Requests;

/// <summary>
/// A prompt with placeholders: <c>{question}</c>, <c>{options}</c> (one per line, with their letters or numbers),
/// <c>{labels}</c> (the letters or numbers alone, such as "A, B or C") and <c>{count}</c>. <c>{{</c> and <c>}}</c> stand for
/// braces.
/// </summary>
internal static class PromptTemplate
{
    public const string Question = "question";
    public const string Options = "options";
    public const string Labels = "labels";
    public const string Count = "count";

    /// <summary>All placeholders.</summary>
    public static IReadOnlyList<string> Names { get; } = [Question, Options, Labels, Count];

    /// <summary>The names of a template's placeholders, known or not; null if a brace has no partner.</summary>
    public static IReadOnlyList<string>? NamesIn(string template)
    {
        var names = new List<string>();
        return TryWalk(template, _ => { }, names.Add) ? names : null;
    }

    /// <summary>Fills in a template that has no faults.</summary>
    public static string Fill(string template, Func<string, string> valueOf)
    {
        var text = new StringBuilder(template.Length + 256);
        if (!TryWalk(template, part => text.Append(part), name => text.Append(valueOf(name))))
            throw new ArgumentException("The manifest's reader let a template with a single brace through.", nameof(template));
        return text.ToString();
    }

    private static bool TryWalk(string template, Action<string> onText, Action<string> onName)
    {
        var rest = template;
        while (rest.Length > 0)
        {
            var brace = rest.AsSpan().IndexOfAny('{', '}');
            if (brace < 0)
            {
                onText(rest);
                return true;
            }

            onText(rest[..brace]);
            if (brace + 1 < rest.Length && rest[brace + 1] == rest[brace])
            {
                onText(rest[brace].ToString());
                rest = rest[(brace + 2)..];
                continue;
            }

            var end = rest.IndexOf('}', brace);
            if (rest[brace] == '}' || end < 0)
                return false;
            onName(rest[(brace + 1)..end]);
            rest = rest[(end + 1)..];
        }

        return true;
    }
}

namespace MuBench.Naming;

/// <summary>Finds the known names that a misspelt name may have meant.</summary>
public static class NearestNames
{
    private const int MaxNames = 3;
    private const int MaximumLength = 100;

    /// <summary>
    /// The nearest names, best first, at most three: those within a few edits (ignoring letter case, <c>_</c> and <c>-</c>),
    /// otherwise those that <paramref name="name"/> abbreviates. Empty if there are none.
    /// </summary>
    public static IReadOnlyList<string> For(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        if (name.Length is 0 or > MaximumLength)
            return [];
        var plain = Plain(name);
        var allowed = Math.Max(1, plain.Length / 3);
        return [.. known
            .Select(candidate => (Name: candidate, Rank: Rank(plain, Plain(candidate), allowed)))
            .Where(candidate => candidate.Rank is not null)
            .OrderBy(candidate => candidate.Rank)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .Distinct(StringComparer.Ordinal)
            .Take(MaxNames)];
    }

    /// <summary>The nearest names as a question, <c>did you mean 'x' or 'y'?</c>; null if there are none.</summary>
    public static string? Question(string name, IEnumerable<string> known) => Question(For(name, known));

    /// <summary>Names as a question; null if there are none.</summary>
    public static string? Question(IReadOnlyList<string> names) => names.Count == 0 ? null : $"did you mean {ManifestText.Or(names)}?";

    /// <summary>The number of edits between the two names. An abbreviation ranks after all of those. Null if they are not near.</summary>
    private static int? Rank(string name, string candidate, int allowed)
    {
        if (candidate.Length is 0 or > MaximumLength)
            return null;
        if (Math.Abs(name.Length - candidate.Length) <= allowed && Distance(name, candidate) is var distance && distance <= allowed)
            return distance;
        return IsAbbreviation(name, candidate) ? MaximumLength + candidate.Length : null;
    }

    /// <summary>Whether the letters of <paramref name="name"/> occur in this order in <paramref name="candidate"/>.</summary>
    private static bool IsAbbreviation(string name, string candidate)
    {
        if (name.Length < 4 || name.Length >= candidate.Length || name[0] != candidate[0])
            return false;
        var found = 0;
        foreach (var letter in candidate)
            if (found < name.Length && letter == name[found])
                found++;
        return found == name.Length;
    }

    /// <summary>The restricted Damerau-Levenshtein distance: a swap of neighbours is one edit.</summary>
    private static int Distance(string a, string b)
    {
        var beforePrevious = new int[b.Length + 1];
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }
        return previous[b.Length];
    }

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}

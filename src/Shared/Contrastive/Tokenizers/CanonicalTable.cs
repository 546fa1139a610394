using System.Globalization;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>Unicode's canonical decompositions and combining classes, read from canonical.txt at first use.</summary>
internal static class CanonicalTable
{
    private static readonly Dictionary<int, (int First, int Second)> Decompositions = [];
    private static readonly Dictionary<(int First, int Second), int> Compositions = [];
    private static readonly Dictionary<int, int> Classes = [];

    static CanonicalTable()
    {
        using var stream = typeof(CanonicalTable).Assembly.GetManifestResourceStream(typeof(CanonicalTable), "canonical.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(' ');
            if (fields[0] == "D")
                AddDecomposition(fields);
            else if (fields[0] == "C")
                AddClasses(Hex(fields[1]), Hex(fields[2]), int.Parse(fields[3], CultureInfo.InvariantCulture));
        }
    }

    public static (int First, int Second)? Decomposition(int rune) => Decompositions.TryGetValue(rune, out var parts) ? parts : null;

    public static int? Composition(int first, int second) => Compositions.TryGetValue((first, second), out var rune) ? rune : null;

    public static int Class(int rune) => Classes.GetValueOrDefault(rune);

    private static void AddDecomposition(string[] fields)
    {
        var excluded = fields[^1] == "!";
        var parts = (Hex(fields[2]), fields.Length > 3 && fields[3] != "!" ? Hex(fields[3]) : 0);
        Decompositions.Add(Hex(fields[1]), parts);
        if (!excluded)
            Compositions.Add(parts, Hex(fields[1]));
    }

    private static void AddClasses(int first, int last, int combining)
    {
        for (var rune = first; rune <= last; rune++)
            Classes.Add(rune, combining);
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}

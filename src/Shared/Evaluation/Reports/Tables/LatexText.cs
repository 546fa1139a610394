using System.Globalization;
using System.Text;
using MuBench.Printing;

namespace MuBench.Reports.Tables;

/// <summary>Text for LaTeX, escaped so that it compiles with any engine and package.</summary>
internal static class LatexText
{
    public static string Escaped(string text)
    {
        var tex = new StringBuilder(text.Length + 16);
        foreach (var rune in ShownText.Clean(text).EnumerateRunes()) tex.Append(Escaped(rune));
        return tex.ToString();
    }

    private static string Escaped(Rune rune) => rune.Value switch
    {
        '\\' => "\\textbackslash{}",
        '~' => "\\textasciitilde{}",
        '^' => "\\textasciicircum{}",
        '<' => "\\textless{}",
        '>' => "\\textgreater{}",
        '|' => "\\textbar{}",
        '"' => "''",
        '&' or '%' or '$' or '#' or '_' or '{' or '}' => "\\" + rune,
        '\n' or '\t' => " ",
        '−' => "$-$",
        '–' => "--",
        '—' => "---",
        '’' => "'",
        '±' => "$\\pm$",
        '×' => "$\\times$",
        '·' => "$\\cdot$",
        '≤' => "$\\leq$",
        '≥' => "$\\geq$",
        'μ' or 'µ' => "$\\mu$",
        'α' => "$\\alpha$",
        'θ' => "$\\theta$",
        '…' => "\\ldots{}",
        '→' => "$\\rightarrow$",
        >= ' ' and <= '~' => rune.ToString(),
        _ => Named(rune),
    };

    // A letter with an accent is written as both; any other character by its number, which is better than a file that does not compile.
    private static string Named(Rune rune)
    {
        var parts = rune.ToString().Normalize(NormalizationForm.FormD);
        var accent = parts.Length != 2 || !char.IsAsciiLetter(parts[0]) ? null : parts[1] switch
        {
            '\u0300' => "`",
            '\u0301' => "'",
            '\u0302' => "^",
            '\u0303' => "~",
            '\u0308' => "\"",
            '\u030A' => "r ",
            '\u0327' => "c ",
            '\u030C' => "v ",
            _ => null,
        };
        return accent is null ? string.Create(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]") : $"{{\\{accent}{parts[0]}}}";
    }
}

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
        'Ð' or 'Þ' or 'ð' or 'þ' or '÷' => Numbered(rune), // letters of encodings that not every document has
        >= 'À' and <= 'ÿ' => rune.ToString(),
        _ => Numbered(rune),
    };

    // Better than a file that does not compile.
    private static string Numbered(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
}

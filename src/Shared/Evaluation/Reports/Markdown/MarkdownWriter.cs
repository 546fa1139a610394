using System.Text;
using MuBench.Printing;

namespace MuBench.Reports.Markdown;

/// <summary>Writes GitHub's Markdown. All text is escaped, so that it cannot become markup or leave its cell.</summary>
internal sealed class MarkdownWriter
{
    private const string Marks = "\\`*_{}[]<>#|~$";

    private readonly StringBuilder _text = new();

    public void Heading(int level, string text) =>
        _text.Append('#', level).Append(' ').Append(Escaped(text)).Append("\n\n");

    public void Paragraph(string text) => _text.Append(Escaped(text)).Append("\n\n");

    public void Item(string text) => _text.Append("- ").Append(Escaped(text)).Append('\n');

    public void EndList() => _text.Append('\n');

    /// <summary>A table whose columns from <paramref name="numbersFrom"/> on are right-aligned.</summary>
    public void Table(IReadOnlyList<string> heads, int numbersFrom, IEnumerable<IReadOnlyList<string>> rows)
    {
        Row(heads);
        for (var i = 0; i < heads.Count; i++)
            _text.Append(i < numbersFrom ? "| :-- " : "| --: ");
        _text.Append("|\n");
        foreach (var row in rows)
            Row(row);
        _text.Append('\n');
    }

    /// <summary>Opens a part that is collapsed by default.</summary>
    public void OpenFold(string summary) => _text.Append("<details><summary>").Append(Escaped(summary)).Append("</summary>\n\n");

    public void CloseFold() => _text.Append("</details>\n\n");

    public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";

    /// <summary>Escapes text: Markdown and HTML characters lose their meaning, and line ends become spaces.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\r' or '\n' or '\t') escaped.Append(' ');
            else if (c == '<') escaped.Append("&lt;");
            else if (c == '>') escaped.Append("&gt;");
            else if (c == '&') escaped.Append("&amp;");
            else if (Marks.Contains(c)) escaped.Append('\\').Append(c);
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) escaped.Append(c).Append(text[++i]);
            else escaped.Append(ShownText.IsShown(c) ? c : ShownText.Replacement);
        }

        return escaped.ToString();
    }

    private void Row(IReadOnlyList<string> cells)
    {
        foreach (var cell in cells)
            _text.Append("| ").Append(Escaped(cell)).Append(' ');
        _text.Append("|\n");
    }
}

using MuBench.Printing;

namespace MuBench.Cli;

/// <summary>Columns of plain text that are as wide as they need to be: names of tensors and runs are longer than a terminal likes.</summary>
internal static class TextTable
{
    /// <summary>Writes a heading and rows; columns from <paramref name="rightFrom"/> on are aligned to the right.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> heading, IReadOnlyList<IReadOnlyList<string>> rows, int rightFrom)
    {
        rows = [.. rows.Select(row => row.Select(Plain).ToList())];
        var widths = heading.Select((cell, column) => Math.Max(cell.Length, rows.Count == 0 ? 0 : rows.Max(row => row[column].Length))).ToList();
        foreach (var row in rows.Prepend(heading))
        {
            var cells = row.Select((cell, column) => column < rightFrom ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            output.WriteLine($"  {string.Join("  ", cells).TrimEnd()}");
        }
    }

    /// <summary>A text from a file, on one line and with nothing in it that a terminal would obey.</summary>
    public static string Plain(string text) => ShownText.Clean(text).Replace('\n', ' ').Replace('\t', ' ');
}

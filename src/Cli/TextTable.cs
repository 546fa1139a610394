using MuBench.Printing;

namespace MuBench.Cli;

/// <summary>Prints columns of plain text without a maximum width, because names of tensors and runs can be wider than a terminal.</summary>
internal static class TextTable
{
    /// <summary>Writes a heading and rows. Columns from <paramref name="rightFrom"/> on are right-aligned.</summary>
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

    /// <summary>Converts a text from a file to one line without control characters.</summary>
    public static string Plain(string text) => ShownText.Line(text);
}

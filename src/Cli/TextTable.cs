using MuBench.Cli.Printing;
using MuBench.Printing;

namespace MuBench.Cli;

/// <summary>Prints columns of plain text, without a maximum width unless one is given: names of tensors and runs can be wider than a terminal.</summary>
internal static class TextTable
{
    /// <summary>Writes a heading and rows. Columns from <paramref name="rightFrom"/> on are right-aligned.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> heading, IReadOnlyList<IReadOnlyList<string>> rows, int rightFrom)
    {
        rows = [.. rows.Select(row => row.Select(Plain).ToList())];
        var widths = WidthsOf(heading, rows);
        foreach (var row in rows.Prepend(heading))
        {
            var cells = row.Select((cell, column) => column < rightFrom ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            output.WriteLine($"  {string.Join("  ", cells).TrimEnd()}");
        }
    }

    /// <summary>
    /// Writes a heading and rows, a line each: without the columns that do not fit, which are named below, or a block of lines for each row where
    /// the others do not fit either.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="heading">The heading.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="rightFrom">The first right-aligned column.</param>
    /// <param name="width">Number of characters of a line; null for no maximum.</param>
    /// <param name="dispensable">The headings of the columns that may be left out, the least important first.</param>
    public static void WriteFitting(TextWriter output, IReadOnlyList<string> heading, IReadOnlyList<IReadOnlyList<string>> rows, int rightFrom, int? width, IReadOnlyList<string> dispensable)
    {
        rows = [.. rows.Select(row => row.Select(Plain).ToList())];
        var widths = WidthsOf(heading, rows);
        for (var left = 0; left <= dispensable.Count; left++)
        {
            var shown = Enumerable.Range(0, heading.Count).Where(column => !dispensable.Take(left).Contains(heading[column])).ToList();
            if (shown.Sum(column => widths[column] + 2) > (width ?? int.MaxValue))
                continue;
            Write(output, [.. shown.Select(column => heading[column])], [.. rows.Select(row => shown.Select(column => row[column]).ToList())], shown.Count(column => column < rightFrom));
            if (left > 0)
                output.WriteLine($"Columns that do not fit: {string.Join(", ", dispensable.Take(left))}");
            return;
        }

        foreach (var row in rows)
        {
            output.WriteLine(row[0]);
            foreach (var line in RecordText.Lines(heading.Zip(row, (head, cell) => $"{head} {cell}").Skip(1), width!.Value))
                output.WriteLine(line);
        }
    }

    /// <summary>Converts a text from a file to one line without control characters.</summary>
    public static string Plain(string text) => ShownText.Line(text);

    private static List<int> WidthsOf(IReadOnlyList<string> heading, IReadOnlyList<IReadOnlyList<string>> rows) =>
        [.. heading.Select((cell, column) => rows.Select(row => row[column].Length).Prepend(cell.Length).Max())];
}

using Spectre.Console;

namespace MuBench.Cli.Printing;

/// <summary>A table in the first of several forms that fits into a line of the terminal, so that no cell is broken.</summary>
internal static class FittedTable
{
    // A vertical line, and a space on both sides of the cell.
    private const int FramePerColumn = 3;

    /// <summary>Creates the table; null if even the last form is too wide.</summary>
    /// <param name="width">Number of characters of a line.</param>
    /// <param name="isRight">Whether a column of this heading is right-aligned.</param>
    /// <param name="forms">The forms, the widest first: a heading, then the rows. A cell may have several lines.</param>
    public static Table? TryCreate(int width, Func<string, bool> isRight, params ReadOnlySpan<Func<IReadOnlyList<string[]>>> forms)
    {
        foreach (var form in forms)
        {
            if (form() is var grid && WidthOf(grid) <= width)
                return Create(grid, isRight);
        }

        return null;
    }

    private static Table Create(IReadOnlyList<string[]> grid, Func<string, bool> isRight)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in grid[0])
            table.AddColumn(new TableColumn(Markup.Escape(heading)) { NoWrap = true, Alignment = isRight(heading) ? Justify.Right : Justify.Left });
        foreach (var row in grid.Skip(1))
            table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }

    private static int WidthOf(IReadOnlyList<string[]> grid) =>
        1 + Enumerable.Range(0, grid[0].Length).Sum(column => FramePerColumn + grid.Max(row => row[column].Split('\n').Max(line => line.Length)));
}

using MuBench.Cli.Printing;
using MuBench.Pipeline.Estimating;
using MuBench.Viewing;
using Spectre.Console;

namespace MuBench.Cli.Estimating;

/// <summary>Prints an estimate: one row per model, then the assumptions behind the rows.</summary>
internal static class EstimatePrinter
{
    /// <summary>Prints the estimate.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="output">Where to.</param>
    /// <param name="width">Number of characters of a line; null for that of the terminal.</param>
    public static void Print(RunEstimate estimate, TextWriter output, int? width = null)
    {
        var console = Terminal.Over(output);
        console.Profile.Width = width ?? console.Profile.Width;
        Write(console, output, [.. estimate.Models.Select(model => EstimateText.CellsOf(model).ToArray())]);
        foreach (var (models, lines) in EstimateText.GroundsOf(estimate))
        {
            output.WriteLine($"{models}:");
            foreach (var line in lines)
                output.WriteLine($"  {line}");
        }

        foreach (var line in EstimateText.SummaryOf(estimate))
            output.WriteLine(line);
    }

    // A row for each model, or lower and more lines for each, or a block of lines for each: the first that fits without breaking a name or a number.
    private static void Write(IAnsiConsole console, TextWriter output, IReadOnlyList<string[]> rows)
    {
        string[] heads = [.. EstimateText.Heads];
        var width = console.Profile.Width;
        if (FittedTable.TryCreate(
                width, heading => !heading.StartsWith(heads[0], StringComparison.Ordinal),
                () => [heads, .. rows],
                () => [Stacked(heads), .. rows.Select(Stacked)]) is { } table)
        {
            console.Write(table);
            return;
        }

        foreach (var cells in rows)
        {
            output.WriteLine(cells[0]);
            foreach (var line in RecordText.Lines(heads.Zip(cells, (head, cell) => $"{head} {cell}").Skip(1), width))
                output.WriteLine(line);
        }
    }

    // Model above log, calls above time, tokens of text above those of images; and a maximum below the expected value.
    private static string[] Stacked(string[] cells) =>
        [$"{cells[0]}\n{cells[1]}", $"{cells[2]}\n{cells[7]}", $"{cells[3]}\n{cells[4]}", .. cells[5..7].Select(cell => cell.Replace(", ", ",\n", StringComparison.Ordinal))];
}

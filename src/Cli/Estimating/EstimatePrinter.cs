using MuBench.Cli.Printing;
using MuBench.Pipeline.Estimating;
using MuBench.Viewing;
using Spectre.Console;

namespace MuBench.Cli.Estimating;

/// <summary>Prints an estimate: one row per model, then the assumptions behind the rows.</summary>
internal static class EstimatePrinter
{
    /// <summary>Prints the estimate.</summary>
    public static void Print(RunEstimate estimate, TextWriter output)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(EstimateText.Heads[0]);
        foreach (var head in EstimateText.Heads.Skip(1))
            table.AddColumn(new TableColumn(head).RightAligned());
        foreach (var model in estimate.Models)
            table.AddRow([.. EstimateText.CellsOf(model).Select(Markup.Escape)]);
        Terminal.Over(output).Write(table);
        foreach (var (models, lines) in EstimateText.GroundsOf(estimate))
        {
            output.WriteLine($"{models}:");
            foreach (var line in lines)
                output.WriteLine($"  {line}");
        }

        foreach (var line in EstimateText.SummaryOf(estimate))
            output.WriteLine(line);
    }
}

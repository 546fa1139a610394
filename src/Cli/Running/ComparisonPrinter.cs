using MuBench.Cli.Printing;
using MuBench.Reports;
using MuBench.Scoring.Results;
using Spectre.Console;

namespace MuBench.Cli.Running;

/// <summary>Prints a comparison of two runs: whole tasks, and the slices in which one model is better.</summary>
internal static class ComparisonPrinter
{
    private static readonly string[] Heads = ["task", "slice", "A is", "A - B, points", "95% interval", "p", "p (Holm)", "n", "detectable"];

    /// <summary>Prints the comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="output">Where to.</param>
    /// <param name="width">Number of characters of a line; null for that of the terminal.</param>
    public static void Print(RunComparison comparison, TextWriter output, int? width = null)
    {
        var console = Terminal.Over(output);
        console.Profile.Width = width ?? console.Profile.Width;
        output.WriteLine(
            $"{comparison.Questions:N0} shared questions about {comparison.Images:N0} images, {comparison.Protocol} protocol "
            + $"({comparison.A.Id} asked {comparison.A.Questions:N0}, {comparison.B.Id} {comparison.B.Questions:N0}).");
        foreach (var caveat in comparison.Caveats ?? [])
            output.WriteLine($"note: {caveat}");
        foreach (var alarm in AlarmText.Lines("alarm", (comparison.Alarms ?? new Dictionary<string, ReportAlarm>()).Select(entry => (entry.Key, entry.Value))))
            output.WriteLine(alarm);
        if (comparison.Alarms is { Count: > 0 })
            output.WriteLine("There is no verdict on a pair of which a model has an alarm.");
        if (NotComparedText.Of(comparison) is { } leftOut)
            output.WriteLine($"Not compared: {leftOut}. Compare two of them with --model-a and --model-b.");
        foreach (var pair in comparison.Comparisons.GroupBy(slice => (slice.A, slice.B)))
        {
            output.WriteLine();
            output.WriteLine($"A = {pair.Key.A}");
            output.WriteLine($"B = {pair.Key.B}");
            var hasAlarm = comparison.Alarms?.ContainsKey(pair.Key.A) == true || comparison.Alarms?.ContainsKey(pair.Key.B) == true;
            Write(console, output, [.. pair.Where(slice => slice.Slice == Leaderboard.WholeTask || slice.Verdict is "better" or "worse").Select(slice => CellsOf(slice, hasAlarm))]);
        }

        output.WriteLine("p (Holm): corrected over the whole tasks of a pair; of slices, which are for exploring, over the slices of a pair.");
    }

    // A row for each slice, or two lines for each, or a block for each: the first that fits without breaking a number.
    private static void Write(IAnsiConsole console, TextWriter output, IReadOnlyList<string[]> rows)
    {
        var width = console.Profile.Width;
        if (FittedTable.TryCreate(width, _ => false, () => [Heads, .. rows], () => [Stacked(Heads), .. rows.Select(Stacked)]) is { } table)
        {
            console.Write(table);
            return;
        }

        foreach (var cells in rows)
        {
            output.WriteLine($"{cells[0]}, {cells[1]}");
            foreach (var line in RecordText.Lines(Heads.Zip(cells, (head, cell) => $"{head} {cell}").Skip(2), width))
                output.WriteLine(line);
        }
    }

    private static string[] Stacked(string[] cells) =>
        [$"{cells[0]}\n{cells[1]}", cells[2], $"{cells[3]}\n{cells[4]}", $"{cells[5]}\n{cells[6]}", $"{cells[7]}\n{cells[8]}"];

    private static string[] CellsOf(ReportComparison slice, bool hasAlarm) =>
    [
        slice.Task, slice.Slice, hasAlarm ? "alarm" : slice.Verdict, ReportNumbers.Points(slice.Difference), ReportNumbers.PointsInterval(slice.Ci95),
        ReportNumbers.PValue(slice.P), ReportNumbers.PValue(slice.PHolm), ReportNumbers.Count(slice.N), ReportNumbers.HalfWidth(slice.MinimumDetectableEffect),
    ];
}

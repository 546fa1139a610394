using MuBench.Cli.Printing;
using MuBench.Reports;
using MuBench.Scoring.Results;
using Spectre.Console;

namespace MuBench.Cli.Running;

/// <summary>Prints a comparison of two runs: whole tasks, and the slices in which one model is better.</summary>
internal static class ComparisonPrinter
{
    // Short, because in 80 columns a longer heading would wrap.
    private const string Verdict = "A is";

    private static readonly string[] Heads = ["task", "slice", Verdict, "A - B, points", "95% interval", "p", "p (Holm)", "n", "detectable"];

    /// <summary>Prints the comparison.</summary>
    public static void Print(RunComparison comparison, TextWriter output)
    {
        output.WriteLine(
            $"{comparison.Questions:N0} shared questions about {comparison.Images:N0} images, {comparison.Protocol} protocol "
            + $"({comparison.A.Id} asked {comparison.A.Questions:N0}, {comparison.B.Id} {comparison.B.Questions:N0}).");
        foreach (var caveat in comparison.Caveats ?? [])
            output.WriteLine($"note: {caveat}");
        foreach (var pair in comparison.Comparisons.GroupBy(slice => (slice.A, slice.B)))
        {
            output.WriteLine();
            output.WriteLine($"A = {pair.Key.A}");
            output.WriteLine($"B = {pair.Key.B}");
            foreach (var id in (string[])[pair.Key.A, pair.Key.B])
            {
                if (comparison.Alarms?.GetValueOrDefault(id) is { } alarm)
                    output.WriteLine($"alarm: {id}: {alarm.Text} There is no verdict.");
            }

            Console(output).Write(TableOf(pair, comparison.Alarms?.ContainsKey(pair.Key.A) == true || comparison.Alarms?.ContainsKey(pair.Key.B) == true));
        }

        output.WriteLine("p (Holm): corrected over the whole tasks of a pair; of slices, which are for exploring, over the slices of a pair.");
    }

    private static Table TableOf(IEnumerable<ReportComparison> slices, bool hasAlarm)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var head in Heads)
            table.AddColumn(new TableColumn(head) { NoWrap = head == Verdict });
        foreach (var slice in slices.Where(slice => slice.Slice == Leaderboard.WholeTask || slice.Verdict is "better" or "worse"))
        {
            string[] cells =
            [
                slice.Task, slice.Slice, hasAlarm ? "alarm" : slice.Verdict, ReportNumbers.Points(slice.Difference), ReportNumbers.PointsInterval(slice.Ci95),
                ReportNumbers.PValue(slice.P), ReportNumbers.PValue(slice.PHolm), ReportNumbers.Count(slice.N), ReportNumbers.HalfWidth(slice.MinimumDetectableEffect),
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        return table;
    }

    private static IAnsiConsole Console(TextWriter output) => Terminal.Over(output);
}

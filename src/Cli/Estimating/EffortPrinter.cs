using MuBench.Pipeline.Estimating;
using MuBench.Scoring.Results;

namespace MuBench.Cli.Estimating;

/// <summary>Prints about how much each verdict of a run that stops when it knows enough will take.</summary>
internal static class EffortPrinter
{
    /// <summary>Prints the efforts; nothing if there are none.</summary>
    public static void Print(IReadOnlyList<VerdictEffort> efforts, TextWriter output)
    {
        if (efforts.Count == 0)
            return;
        output.WriteLine("The run stops when it knows enough; the costs above are those of asking everything. About as much as a verdict takes, if the accuracies really differ by:");
        string[] heading = ["pair", .. EstimateVerdicts.Differences.Select(difference => $"{difference * 100:0} points"), "spread from"];
        TextTable.Write(output, heading, [.. efforts.GroupBy(effort => (effort.A, effort.B)).Select(pair => (string[])[
            $"{pair.Key.A}, {pair.Key.B}",
            .. pair.Select(effort => $"{effort.Questions:N0} questions{(effort.Usd is { } usd ? $", {ReportNumbers.Usd(usd)}" : "")}"),
            pair.First().LoggedImages is > 0 and var images ? $"{images:N0} logged images" : "an assumption"])], rightFrom: 1);
    }
}

using MuBench.Pipeline.Progress;
using MuBench.Viewing;

namespace MuBench.Cli.Following;

/// <summary>Prints runs as aligned text, one per line.</summary>
internal static class RunTable
{
    private static readonly string[] Heading = ["run", "state", "started", "updated", "dataset", "models", "done / total", "spent"];
    private static readonly string[] Dispensable = ["started", "models", "spent", "dataset", "updated"];

    /// <summary>Prints the runs.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Where to.</param>
    /// <param name="width">Number of characters of a line, for which columns are left out; null for no maximum.</param>
    public static void Write(IReadOnlyList<RunEntry> runs, DateTimeOffset now, TextWriter output, int? width)
    {
        TextTable.WriteFitting(output, Heading, [.. runs.Select(run => RunCells.Of(run, now))], rightFrom: 5, width, Dispensable);
        foreach (var run in runs.Where(run => run.Fault is not null))
            output.WriteLine($"warning: {run.Id}: {run.Fault}");
        foreach (var run in runs.Where(run => run.Status?.Alarms is { Count: > 0 }))
            output.WriteLine($"ALARM: {run.Id}: too many responses of {string.Join(", ", run.Status!.Alarms!)} hold nothing to score; see the report");
    }
}

using System.Diagnostics;

namespace MuBench.Bench;

/// <summary>Simulates how often MuBench's 95% intervals contain the true value, and how wide they are, for a grid of cells.</summary>
internal static class CoverageBench
{
    private const double Wanted = 0.92;
    private const double Wide = 1.25;

    // With fewer differing images than this, the interval must be wider, because so few images show little of the spread.
    private const double FewMinority = 10;

    private static readonly int[] Images = [5, 7, 10, 15, 25, 50, 100, 300, 1000, 2000];
    private static readonly double[] Shares = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
    private static readonly double[] Correlations = [0, 0.1, 0.3, 0.6, 0.9];

    public static int Run(int repetitions)
    {
        Print("shares", Cells(images => Shares.Select(share => (images, share, (double?)null))), repetitions);
        Print("differences", Cells(images =>
            from discordant in (double[])[0.05, 0.2, 0.5, 0.8]
            from lead in (double[])[0, 0.5, 1]
            select (images, discordant * (1 + lead) / 2, (double?)(discordant * (1 - lead) / 2))), repetitions);
        return 0;
    }

    private static List<CoverageCell> Cells(Func<int, IEnumerable<(int Images, double OnlyA, double? OnlyB)>> of) =>
    [
        .. from images in Images
           from cell in of(images)
           from correlation in Correlations
           from copies in correlation == 0 ? (bool[])[false] : [false, true]
           select new CoverageCell(cell.Images, cell.OnlyA, cell.OnlyB, correlation, copies),
    ];

    private static void Print(string what, List<CoverageCell> cells, int repetitions)
    {
        var clock = Stopwatch.StartNew();
        var results = cells.AsParallel().AsOrdered().Select(cell =>
        {
            var result = cell.Simulate(repetitions);
            // The lowest of hundreds of cells is low by chance. Cells near the limit are simulated again with more repetitions.
            return (Cell: cell, Result: result.Coverage < Wanted + 0.015 ? cell.Simulate(repetitions * 10) : result);
        }).ToList();
        Console.WriteLine($"{what}: {cells.Count} cells, {repetitions:N0} samples each (ten times that where below {Wanted + 0.015:P1}), {clock.Elapsed.TotalSeconds:F0} s");
        Console.WriteLine("| images | coverage, mean | lowest | lowest of the known variance's | width / known, mean | highest | cells above 1.25 | of those with 10 minority images and more |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var group in results.GroupBy(entry => entry.Cell.Images))
            Console.WriteLine(Row($"{group.Key:N0}", [.. group]));
        Console.WriteLine(Row("all", results));
        foreach (var (cell, result) in results.Where(entry => entry.Result.Coverage < Wanted))
            Console.WriteLine($"below {Wanted:P0}: {result.Coverage:P1} (known variance {result.Known:P1}), width {result.Width:F2}: {cell}");
        Console.WriteLine();
    }

    private static string Row(string name, List<(CoverageCell Cell, (double Coverage, double Width, double Known) Result)> cells)
    {
        var many = cells.Where(cell => cell.Cell.Minority >= FewMinority).ToList();
        return $"| {name} | {cells.Average(cell => cell.Result.Coverage):P1} | {cells.Min(cell => cell.Result.Coverage):P1} | {cells.Min(cell => cell.Result.Known):P1} "
            + $"| {cells.Average(cell => cell.Result.Width):F2} | {cells.Max(cell => cell.Result.Width):F2} | {cells.Count(cell => cell.Result.Width > Wide)} of {cells.Count} "
            + $"| {many.Count(cell => cell.Result.Width > Wide)} of {many.Count} |";
    }
}

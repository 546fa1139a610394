using MuBench.Cli.Running;
using MuBench.Reports;
using MuBench.Scoring.Results;
using MuBench.Tests.Reports;

namespace MuBench.Tests.Cli.Running;

public sealed class ComparisonPrinterTests
{
    [Fact]
    public void Print_RunsThatWereNotAskedAlike_SaysItBeforeTheDifferences()
    {
        using var output = new StringWriter();
        var comparison = new RunComparison
        {
            A = new ComparedRun("a-11111111", "drawn", "1", 4), B = new ComparedRun("b-22222222", "drawn", "1", 4),
            Protocol = "strict", Questions = 4, Images = 4, Comparisons = [], Caveats = ["Images were not shown in the same way."],
        };

        ComparisonPrinter.Print(comparison, output);

        Assert.Equal("note: Images were not shown in the same way.", output.ToString().Split(Environment.NewLine)[1]);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(160)]
    public void Print_AtAnyWidth_HasEveryNumberWhole(int width)
    {
        using var output = new StringWriter();
        var pairs = SampleReports.Typical().Comparisons.Where(pair => pair is { A: "clip-base", Slice: "all" } or { A: "clip-base", Verdict: "better" or "worse" }).ToList();
        var comparison = new RunComparison
        {
            A = new ComparedRun("a-11111111", "drawn", "1", 4), B = new ComparedRun("b-22222222", "drawn", "1", 4),
            Protocol = "strict", Questions = 4, Images = 4, Comparisons = pairs,
        };

        ComparisonPrinter.Print(comparison, output, width);

        var lines = output.ToString().Split('\n').Select(line => line.TrimEnd()).ToList();
        Assert.All(lines.Where(line => line is ['│' or '╭' or ' ', ..]), line => Assert.True(line.Length <= width, line));
        Assert.Contains(pairs, pair => pair.Slice != "all");
        Assert.All(pairs, pair => Assert.All(
            (string[])[ReportNumbers.Points(pair.Difference), ReportNumbers.PointsInterval(pair.Ci95), ReportNumbers.PValue(pair.P), ReportNumbers.PValue(pair.PHolm), ReportNumbers.Count(pair.N), ReportNumbers.HalfWidth(pair.MinimumDetectableEffect), pair.Slice, pair.Verdict],
            text => Assert.Contains(lines, line => line.Contains($" {text}", StringComparison.Ordinal))));
        Assert.All((string[])["A - B, points", "95% interval", "p (Holm)", "detectable"], head => Assert.Contains(lines, line => line.Contains(head, StringComparison.Ordinal)));
        Assert.Contains("B = generalist", lines);
    }

    [Fact]
    public void Print_At80ColumnsWithWholeTasks_IsATable()
    {
        using var output = new StringWriter();
        var comparison = new RunComparison
        {
            A = new ComparedRun("a-11111111", "drawn", "1", 4), B = new ComparedRun("b-22222222", "drawn", "1", 4), Protocol = "strict", Questions = 4, Images = 4,
            Comparisons = [.. SampleReports.Typical().Comparisons.Where(pair => pair is { A: "clip-base", B: "generalist", Slice: "all" }).Select(pair => pair with { Task = "localization" })],
        };

        ComparisonPrinter.Print(comparison, output, 80);

        Assert.Contains("│ localization │", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_ModelsOfOneRunOnly_SaysThatTheyAreNotComparedAndHowTheyAre()
    {
        using var output = new StringWriter();
        var comparison = new RunComparison
        {
            A = new ComparedRun("a-11111111", "drawn", "1", 4), B = new ComparedRun("b-22222222", "drawn", "1", 4),
            Protocol = "strict", Questions = 4, Images = 4, Comparisons = [], OnlyInA = ["toy"], OnlyInB = ["toy2", "toy3"],
        };

        ComparisonPrinter.Print(comparison, output);

        Assert.Equal(
            "Not compared: 'toy' is only in a-11111111; 'toy2', 'toy3' are only in b-22222222. Compare two of them with --model-a and --model-b.",
            output.ToString().Split(Environment.NewLine)[1]);
    }
}

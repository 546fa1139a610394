using MuBench.Cli.Running;
using MuBench.Reports;

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
}

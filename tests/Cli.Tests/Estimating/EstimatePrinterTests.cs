using MuBench.Cli.Estimating;
using MuBench.Pipeline.Estimating;
using MuBench.Viewing;

namespace MuBench.Tests.Cli.Estimating;

/// <summary>The table of an estimate at several widths of the terminal.</summary>
public sealed class EstimatePrinterTests
{
    private static readonly string[] Ids = ["toy", "toy#shuffled-image", "clip-he-tuned"];

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(200)]
    public void Print_AtAnyWidth_HasNamesAndNumbersWhole(int width)
    {
        var models = Ids.Select((id, index) => new ModelEstimate
        {
            Id = id, Questions = 46_000, Reused = 12_000, Calls = 34_000, TextTokens = 3_383_800, ImageTokens = 9_249_600, OutputTokens = 620_000, BoundOutputTokens = 4_710_400,
            Usd = 12.34m, BoundUsd = 56.78m, Seconds = 5025, Pace = "measured", ImageRule = "a rule",
        }).ToList();
        using var output = new StringWriter();

        EstimatePrinter.Print(new RunEstimate("toy-29d90915", models, 37.02m, 170.34m, []), output, width);

        var lines = output.ToString().Split('\n').Select(line => line.TrimEnd()).TakeWhile(line => !line.EndsWith(':')).ToList();
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.All(Ids, id => Assert.Contains(lines, line => $" {line} ".Contains($" {id} ", StringComparison.Ordinal)));
        Assert.All(EstimateText.CellsOf(models[0]).Skip(1).SelectMany(cell => cell.Split(", ")), text => Assert.True(lines.Count(line => line.Contains(text, StringComparison.Ordinal)) >= Ids.Length, text));
    }

    [Fact]
    public void Print_At80ColumnsWithShortNumbers_IsATableWithNamesOnOneLine()
    {
        using var output = new StringWriter();
        var models = Ids.Select(id => new ModelEstimate { Id = id, Questions = 460, Reused = 460, Calls = 0, Pace = "measured" }).ToList();

        EstimatePrinter.Print(new RunEstimate("toy-29d90915", models, 0, 0, []), output, 80);

        Assert.Contains("│ toy#shuffled-image │", output.ToString(), StringComparison.Ordinal);
    }
}

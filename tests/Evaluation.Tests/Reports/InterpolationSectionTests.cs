using System.Text.Json;
using System.Xml.Linq;
using MuBench.Reports;
using MuBench.Scoring.Results;

namespace MuBench.Tests.Reports;

public sealed class InterpolationSectionTests
{
    [Fact]
    public void Render_NoInterpolation_HasNeitherSectionNorLink()
    {
        var page = PageReader.Read(SampleReports.Typical());

        Assert.DoesNotContain(page.Descendants("section"), section => (string?)section.Attribute("id") == "interpolation");
        Assert.DoesNotContain(page.Descendants("a"), link => (string?)link.Attribute("href") == "#interpolation");
    }

    [Fact]
    public void Render_Interpolation_ShowsEveryNumberWithoutScript()
    {
        var interpolation = SampleInterpolations.Typical().Interpolations[0];
        var section = PageReader.Read(SampleInterpolations.Typical()).Section("interpolation");

        Assert.Equal(3, section.WithClass("alphas").Count());
        foreach (var (table, task) in section.WithClass("alphas").Zip(["all", "coarse", "fine"]))
            Assert.Equal(
                interpolation.Points.Select(point => $"{point.Alpha}|{point.Model}|{string.Join('|', new[] { "all", "target", "others" }.Select(parts => MeanOf(point, task, parts)))}"),
                table.Element("tbody")!.Elements("tr").Select(row => string.Join('|', row.Elements().Select((cell, index) => index == 1 ? NameIn(cell) : cell.Value.Trim()))));
        var held = interpolation.HeldOut!;
        var rows = Assert.Single(section.WithClass("forgetting")).Elements("tbody").Elements("tr").Where(row => row.Elements("td").Any()).ToList();
        Assert.Equal(held.Models[0].Means.Count + held.Models[0].Scores.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal(1 + 1 + 3 + 3, row.Elements().Count()));
        Assert.Equal(3 * rows.Count, rows.Sum(row => row.WithClass("badge").Count()));
        Assert.Equal(["plip-mix@0base", "plip-mix@1tuned", "plip-mix@0.25chosen"], section.WithClass("forgetting").Single().Element("thead")!.Descendants("th").Skip(2).Take(3).Select(head => head.Value));
    }

    [Fact]
    public void Render_Finding_SaysWhatWasChosenAndWhatItIsWorthElsewhere()
    {
        var finding = PageReader.Read(SampleInterpolations.Typical()).Section("interpolation").WithClass("finding").Single().Value;

        Assert.Equal(
            "Best on one half of the images (400): α = 0.25, plip-mix@0.25. On the other half (400 images, 2,399 questions) its mean over 4 parts is "
            + "37.50% [30.00, 62.00]; against base −12.50 points [−25.00, −6.25] worse; against tuned −12.50 points [−25.00, −6.25] worse.",
            finding);
    }

    [Fact]
    public void Render_ChosenEnd_SaysThatNoMixtureWasBetter()
    {
        var report = SampleInterpolations.Typical();
        var interpolation = report.Interpolations[0];
        var held = interpolation.HeldOut! with { Alpha = 0, Model = "plip-mix@0", Differences = [], Comparisons = [] };
        var page = PageReader.Read(report with { Interpolations = [interpolation with { HeldOut = held }] });

        Assert.Contains("it is the base model itself, and no mixture was better", page.Section("interpolation").WithClass("finding").Single().Value);
    }

    [Fact]
    public void Render_Curve_HasAMarkForEveryPointAndLineThatIsThere()
    {
        var curve = PageReader.Read(SampleInterpolations.Typical()).Section("interpolation").WithClass("curve").First();

        // Four points that are not void on three lines, and a mark for the name of each line.
        Assert.Equal(3, curve.Descendants("polyline").Count());
        Assert.Equal(12, curve.WithClass("err").Count());
        Assert.Equal(5, curve.Descendants("circle").Count());
        Assert.Equal(10, curve.Descendants("rect").Count());
        Assert.Equal(["h&e", "all others", "all parts"], curve.WithClass("tag").OrderBy(text => Array.IndexOf(["h&e", "all others", "all parts"], text.Value)).Select(text => text.Value));
        Assert.Contains(curve.Descendants("text"), text => text.Value == "chosen");
    }

    [Fact]
    public void Render_NoTarget_DrawsTheMeanAlone()
    {
        var page = PageReader.Read(SampleInterpolations.Two()).Section("interpolation");

        Assert.Single(page.WithClass("curve").First().Descendants("polyline"));
        Assert.Equal(3 + 3, page.WithClass("alphas").Count());
        Assert.Single(page.WithClass("forgetting"));
    }

    [Fact]
    public void Render_HostileText_IsText()
    {
        var section = PageReader.Read(SampleInterpolations.Hostile()).Section("interpolation");

        Assert.Empty(section.Descendants("img"));
        Assert.Empty(section.Descendants("script"));
        Assert.Contains(section.Descendants("p"), note => note.Value.Contains("<img src=x onerror=alert(1)>", StringComparison.Ordinal));
    }

    [Fact]
    public void Json_Interpolation_ReadsBackToTheSameBytes()
    {
        var bytes = JsonReport.Render(SampleInterpolations.Typical());

        Assert.Equal(bytes, JsonReport.Render(JsonSerializer.Deserialize(bytes, ReportJsonContext.Default.RunReport)!));
        using var document = JsonDocument.Parse(bytes);
        var point = document.RootElement.GetProperty("interpolations")[0].GetProperty("points")[0];
        Assert.Equal(["alpha", "model", "void", "means"], point.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["task", "parts", "count", "n", "mean", "ci95"], point.GetProperty("means")[0].EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Markdown_AndCsv_AreUntouched()
    {
        Assert.Equal(MarkdownReport.Render(SampleReports.Typical()), MarkdownReport.Render(SampleInterpolations.Typical()));
        Assert.Equal(CsvScores.Render(SampleReports.Typical()), CsvScores.Render(SampleInterpolations.Typical()));
    }

    private static string MeanOf(ReportInterpolationPoint point, string task, string parts) =>
        point.Means.FirstOrDefault(mean => (mean.Task, mean.Parts) == (task, parts)) is { } mean
            ? $"{ReportNumbers.Percent(mean.Mean)} {ReportNumbers.Interval(mean.Ci95)}"
            : "– –";

    private static string NameIn(XElement cell) => cell.WithClass("model").Single().Value;
}

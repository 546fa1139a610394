using System.Xml.Linq;
using MuBench.Reports;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Results;

namespace MuBench.Tests.Reports;

public sealed class AnalysesSectionTests
{
    [Fact]
    public void Render_Calibration_ShowsItsNumbersAndOneDiagramPerModelAndTask()
    {
        var report = SampleReports.Typical();

        var part = Part(PageReader.Read(report), "Calibration");

        var calibrated = report.Models.Where(model => model.Analyses?.Calibration is not null).ToList();
        Assert.Equal(2, calibrated.Count);
        Assert.Equal(calibrated.Sum(model => model.Analyses!.Calibration!.Tasks.Count), part.WithClass("plot2").Count());
        var rows = part.Descendants("table").Where(table => PageReader.Classes(table).Contains("sortable")).SelectMany(table => table.Element("tbody")!.Elements("tr"));
        Assert.Equal(
            calibrated.SelectMany(model => model.Analyses!.Calibration!.Tasks.Select(task =>
                $"{model.Id}|{task.N:N0}|{ReportNumbers.Percent(task.Accuracy)}|{ReportNumbers.Percent(task.Confidence)}|{ReportNumbers.Percent(task.Ece)}")).Order(),
            rows.Select(row => string.Join('|', row.Elements().Take(5).Select(cell => cell.Value))).Order());
        Assert.Equal(
            calibrated.Sum(model => model.Analyses!.Calibration!.Tasks.Sum(task => task.Bins.Count)),
            part.WithClass("bins").Elements("tbody").Elements("tr").Count());
    }

    [Fact]
    public void Render_LengthAndSize_ShowModelsThatHaveThem()
    {
        var page = PageReader.Read(SampleReports.Typical());

        Assert.Equal(["clip-base", "clip-he-tuned", "generalist"], Part(page, "Accuracy and length").WithClass("card").SelectMany(card => card.WithClass("model")).Select(model => model.Value).Distinct().Order());
        Assert.Equal(["86,000,000", "344,000,000"], Part(page, "Accuracy and size").Descendants("table").First().Element("tbody")!.Elements("tr").Select(row => row.Elements("td").First().Value));
        Assert.Equal(3, Part(page, "Caption templates").WithClass("forest").Count());
    }

    [Fact]
    public void Render_ModelsOfOneSize_AreNotPlottedAgainstIt()
    {
        var report = SampleReports.Typical();
        report = report with { Models = [.. report.Models.Select(model => model with { Analyses = model.Analyses is null ? null : model.Analyses with { Parameters = 5 } })] };

        Assert.DoesNotContain(PageReader.Read(report).Section("analyses").WithClass("part"), part => part.Element("h3")!.Value == "Accuracy and size");
    }

    [Fact]
    public void Render_CalibrationNotAvailable_SaysWhy()
    {
        var report = SampleReports.OneModel();
        report = report with { Models = [report.Models[0] with { Analyses = new ModelAnalyses { CalibrationMissing = "the reason." } }] };

        Assert.Contains("Not available for clip-base: the reason.", PageReader.Read(report).Section("analyses").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NoAnalyses_HasNeitherSectionNorLink()
    {
        var report = SampleReports.Typical();
        report = report with { Models = [.. report.Models.Select(model => model with { Analyses = null })] };

        var page = PageReader.Read(report);

        Assert.DoesNotContain(page.Descendants("section"), section => (string?)section.Attribute("id") == "analyses");
        Assert.DoesNotContain(page.Descendants("a"), link => (string?)link.Attribute("href") == "#analyses");
        Assert.DoesNotContain("## Analyses", MarkdownReport.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Markdown_HasARowPerModelThatHasAnalyses()
    {
        var lines = MarkdownReport.Render(SampleReports.Typical()).Split("## Analyses, coarse")[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();

        Assert.Equal(["clip-he-tuned", "clip-base"], lines.Skip(2).Select(line => line.Split('|')[1].Trim()));
    }

    [Theory]
    [InlineData(950L, "950")]
    [InlineData(257_488L, "257 k")]
    [InlineData(151_277_313L, "151 M")]
    [InlineData(1_234_000_000L, "1.23 B")]
    [InlineData(999_999L, "1 M")]
    public void Parameters_Number_HasThreeDigits(long parameters, string text) => Assert.Equal(text, ReportNumbers.Parameters(parameters));

    private static XElement Part(XElement page, string title) =>
        page.Section("analyses").WithClass("part").Single(part => part.Element("h3")!.Value == title);
}

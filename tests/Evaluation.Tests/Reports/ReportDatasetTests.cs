using MuBench.Reports;
using MuBench.Reports.Html;

namespace MuBench.Tests.Reports;

/// <summary>A report's statements about a dataset that is not the official release.</summary>
public sealed class ReportDatasetTests
{
    private const string Sentence = "This dataset is not the official release of μ-Bench: its numbers are not comparable with the published tables.";

    [Fact]
    public void Render_OfficialRelease_ClaimsNothingElse()
    {
        var report = SampleReports.Typical();
        Assert.DoesNotContain(Sentence, HtmlReport.Render(report), StringComparison.Ordinal);
        Assert.DoesNotContain("not the official release", MarkdownReport.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_AnyOtherDataset_SaysThatItDoesNotCompareWithThePublishedTables()
    {
        var report = SampleReports.Typical();
        report = report with { Run = report.Run with { Dataset = report.Run.Dataset with { Official = false } } };
        Assert.Contains(Sentence, HtmlReport.Render(report), StringComparison.Ordinal);
        Assert.Contains("not the official release", MarkdownReport.Render(report), StringComparison.Ordinal);
    }
}

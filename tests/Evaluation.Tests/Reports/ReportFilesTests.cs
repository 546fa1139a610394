using MuBench.Reports;

namespace MuBench.Tests.Reports;

public sealed class ReportFilesTests
{
    [Fact]
    public void Render_Typical_GivesTheFourFilesWithoutByteOrderMarks()
    {
        var files = ReportFiles.Render(SampleReports.Typical());

        Assert.Equal(["report.json", "report.html", "report.md", "scores.csv"], files.Select(file => file.Name));
        Assert.All(files, file => Assert.NotEqual(0xEF, file.Content[0]));
    }

    [Fact]
    public void Render_EqualReports_GivesEqualBytes()
    {
        var first = ReportFiles.Render(SampleReports.Typical());
        var second = ReportFiles.Render(SampleReports.Typical());

        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First.Content, pair.Second.Content));
    }
}

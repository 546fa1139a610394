using System.Text;
using MuBench.Cli.Figures;
using MuBench.Imaging;
using MuBench.Reports.Figures;
using MuBench.Tests.Reports;

namespace MuBench.Tests.Cli.Figures;

public sealed class PaperFilesTests
{
    [Fact]
    public void Figures_Svg_AreFilesWithTheirCaptions()
    {
        var report = SampleReports.Typical();

        var files = PaperFiles.Figures(report, [PaperFiles.Svg]);

        Assert.Equal([.. ReportFigures.Of(report).Select(figure => figure.Name + ".svg"), "captions.md"], files.Select(file => file.Path));
        Assert.Contains("## main\n\nAccuracy of each model", Encoding.UTF8.GetString(files[^1].Content), StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_Pdf_HaveTheFiguresSizeAndAnEmbeddedFont()
    {
        SkipWithoutFont();
        var figure = ReportFigures.Of(SampleReports.Typical())[0];

        var pdf = Encoding.Latin1.GetString(PdfFigure.Render(figure));

        Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
        Assert.Contains("/FontFile2", pdf, StringComparison.Ordinal);
        Assert.Contains("/MediaBox", pdf, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_Png_Have300DotsPerInch()
    {
        SkipWithoutFont();
        var figure = ReportFigures.Of(SampleReports.Typical())[0];

        var image = ImageInspector.Inspect(SvgRaster.Png(SvgFigure.Render(figure), 300));

        Assert.Equal(figure.Width / 72 * 300, image.Width, 2.0);
    }

    [Fact]
    public void Tables_AllFormats_AreFiles() => Assert.Equal(
        ["leaderboard.tex", "leaderboard.csv", "leaderboard.md"],
        PaperFiles.Tables(SampleReports.Typical(), [PaperFiles.Latex, PaperFiles.Csv, PaperFiles.Markdown]).Take(3).Select(file => file.Path));

    private static void SkipWithoutFont()
    {
        try
        {
            SansFont.Find();
        }
        catch (UserException fault)
        {
            Assert.Skip(fault.Message);
        }
    }
}

using System.Xml.Linq;
using MuBench.Reports.Documents;
using MuBench.Reports.Figures;

namespace MuBench.Tests.Reports.Figures;

public sealed class ReportFiguresTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Samples => [.. Reports.Keys];

    private static Dictionary<string, Func<RunReport>> Reports { get; } = new()
    {
        ["typical"] = SampleReports.Typical,
        ["large"] = SampleReports.Large,
        ["hostile text"] = SampleReports.HostileText,
        ["interpolation"] = SampleInterpolations.Typical,
        ["no models"] = SampleReports.NoModels,
        ["all void"] = SampleReports.AllVoid,
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Render_AnySample_IsSvgOfTextAsTextWithinAPage(string sample)
    {
        foreach (var figure in ReportFigures.Of(Reports[sample]()))
        {
            var svg = XElement.Parse(SvgFigure.Render(figure));

            Assert.Equal(Svg + "svg", svg.Name);
            Assert.Equal(figure.Shapes.OfType<FigureText>().Count(), svg.Elements(Svg + "text").Count());
            Assert.All(figure.Shapes.OfType<FigureText>(), text => Assert.InRange(text.Size, 5, 8));
            Assert.InRange(figure.Width, 50, 519);
            Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), attribute => attribute.Value.Contains("NaN", StringComparison.Ordinal) || attribute.Value.Contains('∞', StringComparison.Ordinal));
            Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "script" or "image" or "foreignObject");
            Assert.Matches("^[A-Za-z0-9._-]+$", figure.Name);
        }
    }

    [Fact]
    public void Of_TypicalReport_HasTheMainFigureSlicesAndConfusionsUnderNamesOfTheirOwn()
    {
        var names = ReportFigures.Of(SampleReports.Typical()).Select(figure => figure.Name).ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.Equal("main", names[0]);
        Assert.Contains("slices-coarse", names);
        Assert.Contains(names, name => name.StartsWith("confusion-generalist-", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_Interpolation_HasTheCurveOfEachTask() =>
        Assert.Contains(ReportFigures.Of(SampleInterpolations.Typical()), figure => figure.Name.StartsWith("alpha-", StringComparison.Ordinal));

    [Fact]
    public void Caption_OfEachFigure_NamesNumberOfQuestionsDatasetAndRun()
    {
        var report = SampleReports.Typical();

        Assert.All(ReportFigures.Of(report), figure =>
        {
            Assert.Contains("n = ", figure.Caption, StringComparison.Ordinal);
            Assert.Contains(report.Run.Id, figure.Caption, StringComparison.Ordinal);
            Assert.Contains($"{report.Run.Protocol} protocol", figure.Caption, StringComparison.Ordinal);
        });
        Assert.Contains("95% intervals clustered by image", ReportFigures.Of(report)[0].Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Main_ModelWithAnAlarm_IsHollowAndNamedInTheCaption()
    {
        var figure = ReportFigures.Of(SampleReports.Typical().Alarm("generalist"))[0];

        Assert.Contains(figure.Shapes.OfType<FigureMark>(), mark => mark is { IsHollow: true, Shape: FigureMarkShape.Circle });
        Assert.Contains("Not ranked, because of an alarm: generalist", figure.Caption, StringComparison.Ordinal);
    }
}

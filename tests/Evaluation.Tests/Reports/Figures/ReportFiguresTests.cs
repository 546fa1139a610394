using System.Xml.Linq;
using MuBench.Reports.Documents;
using MuBench.Reports.Figures;
using MuBench.Reports.Html;
using MuBench.Scoring.Shortcuts;

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
    public void Of_ReportWithShortcuts_HasAMosaicByEachRuleWhoseAreasAreTheShares()
    {
        var table = TableOf(ShortcutRules.All, 40, 10, 25, 25);
        var group = new ShortcutGroup { Source = "all", Images = 100, Incomplete = 0, Tables = [table, TableOf(ShortcutRules.Majority, 50, 0, 50, 0)] };
        var none = new ShortcutShare();
        var report = SampleReports.Typical() with
        {
            Shortcuts = new ShortcutAnalysis
            {
                Protocol = "official", Images = 100, Comparisons = [],
                Models = [new ModelShortcuts { Id = "generalist", All = group, Sources = [], MetadataScore = none, AnswerScore = none, CombinedScore = none }],
            },
        };

        var figures = ReportFigures.Of(report).Where(figure => figure.Name.StartsWith("shortcuts", StringComparison.Ordinal)).ToList();
        Assert.Equal(["shortcuts-all", "shortcuts-majority"], figures.Select(figure => figure.Name));
        Assert.Contains("n = 100 images for each model", figures[0].Caption, StringComparison.Ordinal);
        Assert.Contains("download=\"shortcuts-majority.svg\"", HtmlReport.Render(report), StringComparison.Ordinal);
        var tiles = ShortcutTile.Of(table, 100).ToDictionary(tile => tile.Number, tile => tile.Width * tile.Height / 10_000);
        foreach (var (number, share) in new[] { table.Robust, table.Shortcut, table.ReasoningGap, table.Neither }.Index())
            Assert.Equal(share.Share!.Value, tiles.GetValueOrDefault(number), 1e-12);
        Assert.Equal([0, 2], ShortcutTile.Of(group.Tables[1], 100).Select(tile => tile.Number).Order());
    }

    private static ShortcutTable TableOf(string rule, int robust, int shortcut, int gap, int neither) => new()
    {
        Rule = rule, Robust = ShortcutShare.Of(robust, 100), Shortcut = ShortcutShare.Of(shortcut, 100), ReasoningGap = ShortcutShare.Of(gap, 100), Neither = ShortcutShare.Of(neither, 100),
    };

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

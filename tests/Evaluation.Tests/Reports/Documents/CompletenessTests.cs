using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Outcomes;

namespace MuBench.Tests.Reports.Documents;

public sealed class CompletenessTests
{
    [Fact]
    public void Of_ModelsAlone_CountsTheirQuestions()
    {
        Assert.Equal("Nothing is missing: all 60 questions to 1 model were answered.", Text(Model("m", Whole)));
        Assert.Equal("Missing: 20 of 120 answers (16.67%), of 1 of 2 models.", Text(Model("m", Whole), Model("n", Partly)));
    }

    [Fact]
    public void Of_WholePasses_CountsThemToo() => Assert.Equal(
        "Nothing is missing: all 60 questions to 1 model were answered, and all 180 of 3 further passes (controls, repeats, option orders).",
        Text(Model("m", Whole, Pass("m#repeat-1", Whole), Pass("m#order-1", Whole)), Model("m#blind", Whole) with { ControlOf = "m" }));

    [Fact]
    public void Of_PassesThatMoneyEnded_NamesThem()
    {
        var text = Text(
            new ReportBudget(5, 5, true),
            Model("m", Whole, Pass("m#repeat-1", None), Pass("m#order-1", Partly), Pass("m#order-2", None)),
            Model("m#blind", Partly) with { ControlOf = "m" });

        Assert.Equal(
            "Missing: none of the 60 answers of 1 model; 160 of 240 answers of further passes (66.67%), of 4 of 4 passes: m#blind, m#repeat-1, m#order-1 and 1 more. "
            + "The budget was used up before every question was asked.",
            text);
    }

    [Fact]
    public void Of_VoidPass_SaysSo() =>
        Assert.EndsWith(" 1 further pass is void.", Text(Model("m", Whole, Pass("m#order-1", Partly) with { Void = true, VoidReason = "stopped" })), StringComparison.Ordinal);

    [Fact]
    public void Of_Alarm_IsNamedBesideNothingIsMissing() =>
        Assert.EndsWith(" Too many answers of 1 model hold nothing to score: see the alarm.", Text(Model("m", Whole) with { Alarm = SampleAlarms.AllTruncated }), StringComparison.Ordinal);

    [Fact]
    public void Of_ReportThatDidNotCountItsPasses_SaysSo() => Assert.Equal(
        "No reply is missing: all 60 questions to 1 model were answered. "
        + "The report does not say how many questions repeats and option orders answered: the version that wrote it did not count them.",
        Text(Model("m", Whole) with { Repeats = new ReportRepeats(2, new ModelUsage { Calls = 0, Reused = 0 }, []) }));

    [Fact]
    public void MissingSection_Passes_HaveARowEach()
    {
        var report = Report(null, Model("m", Whole, Pass("m#order-1", Partly) with { Faults = [new FaultCount("HTTP 503", 3)] }));

        Assert.Contains("| m\\#order-1 | 3 × HTTP 503 | 0 | 20 | 60 |", MarkdownReport.Render(report), StringComparison.Ordinal);
        Assert.Contains("<span class=\"model\">m#order-1</span>", MuBench.Reports.Html.HtmlReport.Render(report).Replace("<wbr/>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static OutcomeCounts Whole { get; } = new(30, 30, 0, 0, 0, 0, 0, 0);

    private static OutcomeCounts Partly { get; } = new(20, 20, 0, 0, 0, 0, 0, 20);

    private static OutcomeCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0, 60);

    private static ReportModel Model(string id, OutcomeCounts outcomes, params ReportPass[] passes) => new()
    {
        Id = id,
        Kind = "openai",
        Void = false,
        Outcomes = outcomes,
        Usage = new ModelUsage { Calls = 0, Reused = 0 },
        Scores = [],
        Passes = passes.Length == 0 ? null : passes,
    };

    private static ReportPass Pass(string id, OutcomeCounts outcomes) => new() { Id = id, Void = false, Outcomes = outcomes };

    private static RunReport Report(ReportBudget? budget, params ReportModel[] models) => SampleReports.OneModel() with { Budget = budget, Models = models };

    private static string Text(params ReportModel[] models) => Text(null, models);

    private static string Text(ReportBudget? budget, params ReportModel[] models) => Completeness.Of(Report(budget, models));
}

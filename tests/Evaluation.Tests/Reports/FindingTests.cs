using MuBench.Reports;
using MuBench.Reports.Html;

namespace MuBench.Tests.Reports;

public sealed class FindingTests
{
    [Theory]
    [InlineData("worse", -0.1266, "It is better than ", " (+12.66")]
    [InlineData("undecided", -0.005, "The difference from ", " is undecided (+0.50")]
    [InlineData("equivalent", -0.001, "It is equivalent to ", " (+0.10")]
    [InlineData("better", 0.02, "On the questions that both answered it is worse than ", " (−2.00")]
    public void Of_TwoModels_IsWrittenFromTheLeadersSide(string verdict, double difference, string words, string points)
    {
        var report = SampleReports.Typical();
        var pair = report.Comparisons.Single(pair => pair is { A: "clip-he-tuned", B: "generalist", Task: "coarse", Slice: "all" });

        var finding = Finding.Of(new ReportIndex(report with { Comparisons = [pair with { Verdict = verdict, Difference = difference, P = 0.01, PHolm = 0.03 }] }));

        Assert.Equal("generalist", finding.Leader);
        Assert.EndsWith(words, finding.Text, StringComparison.Ordinal);
        Assert.Equal("clip-he-tuned", finding.Second);
        Assert.Equal($"{points} points, p = 0.010, after Holm = 0.030).", finding.Rest);
    }

    [Fact]
    public void Of_ModelsWithTheSameAnswers_SaysSoAndNamesNoP()
    {
        var report = SampleReports.Typical();
        var pair = report.Comparisons.Single(pair => pair is { A: "clip-he-tuned", B: "generalist", Task: "coarse", Slice: "all" });

        var finding = Finding.Of(new ReportIndex(report with { Comparisons = [pair with { Verdict = "identical", Difference = 0, P = 1, PHolm = 1 }] }));

        Assert.EndsWith(" The same answers, question by question, gave ", finding.Text, StringComparison.Ordinal);
        Assert.Equal(".", finding.Rest);
    }

    [Fact]
    public void Of_FloorThatIsNotBelow_DoesNotLeadButIsNamed()
    {
        var report = SampleReports.Typical();
        report = report with { Models = [.. report.Models.Select(model => model.Id == "clip-he-tuned" ? model with { Kind = "majority", Scores = [.. model.Scores.Select(score => score with { Accuracy = 0.99 })] } : model)] };

        var finding = Finding.Of(new ReportIndex(report));

        Assert.Equal("generalist", finding.Leader);
        Assert.EndsWith(" The floor clip-he-tuned, which sees no image, is not below it: 99.00%.", finding.Text + finding.Rest, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OneOrNoRankedModel_SaysSo()
    {
        Assert.StartsWith(" leads on coarse: ", Finding.Of(new ReportIndex(SampleReports.OneModel())).Text, StringComparison.Ordinal);
        Assert.Equal("No model has a result that counts.", Finding.Of(new ReportIndex(SampleReports.AllVoid())).Text);
    }

    [Fact]
    public void Of_BestHasAnAlarm_AnotherLeadsAndNothingIsSaidOfIt()
    {
        var finding = Finding.Of(new ReportIndex(SampleReports.Typical().Alarm("generalist")));

        Assert.Equal("clip-he-tuned", finding.Leader);
        Assert.NotEqual("generalist", finding.Second);
    }

    [Fact]
    public void Of_AllHaveAnAlarm_NobodyLeads()
    {
        var report = SampleReports.OneModel();

        Assert.Equal("No model leads: none without an alarm has a score.", Finding.Of(new ReportIndex(report.Alarm(report.Models[0].Id))).Text);
    }

    [Fact]
    public void Of_OnlyFloors_NobodyLeads()
    {
        var report = SampleReports.Typical();
        report = report with { Models = [.. report.Models.Where(model => model.Kind is "random" or "majority")] };

        Assert.Equal("No model is ranked: only floors, which see no image, have a result.", Finding.Of(new ReportIndex(report)).Text);
    }

    [Fact]
    public void OfOtherTasks_Boxes_SpeaksOfTheMeanScore()
    {
        var report = SampleReports.Typical();
        report = report with
        {
            Models = [.. report.Models.Select(model => model with { Scores = [.. model.Scores.Select(score => score.Task == "fine" ? score with { Task = "localization" } : score)] })],
        };

        var finding = Assert.Single(Finding.OfOtherTasks(new ReportIndex(report)));

        Assert.Contains(" leads on localization: mean score ", finding.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("right", finding.Text, StringComparison.Ordinal);
    }
}

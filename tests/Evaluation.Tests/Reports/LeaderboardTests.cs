using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Tests.Reports;

public sealed class LeaderboardTests
{
    [Fact]
    public void Rank_ByFirstTask_SharesRanksAndPutsUnscoredAndVoidModelsLast()
    {
        var report = Report(("void", 0.9, true), ("low", 0.2, false), ("tied-a", 0.5, false), ("none", null, false), ("tied-b", 0.5, false));

        var rows = Leaderboard.Rank(report, "official");

        Assert.Equal(["tied-a", "tied-b", "low", "none", "void"], rows.Select(row => row.Model.Id));
        Assert.Equal([1, 1, 3, null, null], rows.Select(row => row.Rank));
    }

    [Fact]
    public void Rank_ModelWithAnAlarm_HasNoRankHoweverGoodItsNumber()
    {
        var report = Report(("void", 0.9, true), ("alarmed", 0.9, false), ("low", 0.2, false), ("none", null, false));
        report = report with { Models = [.. report.Models.Select(model => model.Id == "alarmed" ? model with { Alarm = SampleAlarms.AllTruncated } : model)] };

        var rows = Leaderboard.Rank(report, "official");

        Assert.Equal(["low", "none", "alarmed", "void"], rows.Select(row => row.Model.Id));
        Assert.Equal([1, null, null, null], rows.Select(row => row.Rank));
        Assert.Equal(["1", "–", "alarm", "void"], rows.Select(Leaderboard.RankOf));
    }

    [Fact]
    public void Rank_Floor_HasNoRankAndIsNoModelsRival()
    {
        var report = Report(("a", 0.6, false), ("floor", 0.9, false), ("b", 0.5, false)) with { Comparisons = [Pair("a", "b", "undecided"), Pair("floor", "a", "better"), Pair("floor", "b", "better")] };
        report = report with { Models = [.. report.Models.Select(model => model.Id == "floor" ? model with { Kind = "majority" } : model)] };

        var rows = Leaderboard.Rank(report, "official");

        Assert.Equal(["a", "b", "floor"], rows.Select(row => row.Model.Id));
        Assert.Equal(["1–2", "1–2", "floor"], rows.Select(Leaderboard.RankOf));
        Assert.Equal("a", Leaderboard.LeaderOf(report, "coarse"));
        Assert.EndsWith(" Floors see no image and have no rank.", Leaderboard.RankRule(report, rows), StringComparison.Ordinal);
    }

    [Fact]
    public void RankRule_WithAndWithoutComparisons_SaysWhatARankIs()
    {
        var report = Report(("a", 0.6, false), ("b", 0.5, false)) with { Comparisons = [Pair("a", "b", "better")] };

        Assert.StartsWith("Rank on coarse: behind every model that the paired comparison shows to be better", Leaderboard.RankRule(report, Leaderboard.Rank(report, "official")), StringComparison.Ordinal);
        Assert.StartsWith("Rank: the place by accuracy on coarse.", Leaderboard.RankRule(report with { Comparisons = [] }, Leaderboard.Rank(report with { Comparisons = [] }, "official")), StringComparison.Ordinal);
    }

    [Fact]
    public void Turned_Comparison_StatesTheSameOfTheOtherSide()
    {
        var pair = Pair("a", "b", "better") with { Difference = 0.1, Ci95 = [0.05, 0.2], OnlyA = 7, OnlyB = 3 };

        var turned = pair.Turned();

        Assert.Equal(("b", "a", "worse", -0.1, 3, 7), (turned.A, turned.B, turned.Verdict, turned.Difference, turned.OnlyA, turned.OnlyB));
        Assert.Equal([-0.2, -0.05], turned.Ci95!);
        Assert.Equal(pair.Ci95!, turned.Turned().Ci95!);
    }

    [Fact]
    public void Rank_Row_CarriesScoresMissingAndAsked()
    {
        var report = SampleReports.Typical();

        var row = Leaderboard.Rank(report, "official").Single(row => row.Model.Id == "generalist");

        Assert.Equal(report.Run.Dataset.Questions, row.Asked);
        Assert.Equal(row.Model.Outcomes.Failed + row.Model.Outcomes.NotRun, row.Missing);
        Assert.Equal(["all", "coarse", "fine"], row.Scores.Keys.Order(StringComparer.Ordinal));
        Assert.Same(row.Model.Scores.First(score => score is { Task: "fine", Slice: "all", Protocol: "official" }), row.Scores["fine"]);
    }

    [Fact]
    public void Tasks_PoolOfAllComesFirstInTheScores_IsShownLast() =>
        Assert.Equal(["coarse", "fine", "all"], Leaderboard.Tasks(SampleReports.Typical()));

    [Fact]
    public void Rank_Range_HoldsTheRanksThatTheComparisonsLeaveOpen()
    {
        var report = Report(("a", 0.6, false), ("b", 0.5, false), ("c", 0.49, false)) with
        {
            Comparisons = [Pair("a", "b", "better"), Pair("c", "a", "worse"), Pair("b", "c", "undecided")],
        };

        Assert.Equal(
            [new RankRange(1, 1), new RankRange(2, 3), new RankRange(2, 3)],
            Leaderboard.Rank(report, "official").Select(row => row.Range));
        Assert.All(Leaderboard.Rank(report, "strict"), row => Assert.Null(row.Range));
    }

    [Fact]
    public void Rank_PairWithoutComparison_LeavesRangesOut()
    {
        var report = Report(("a", 0.6, false), ("b", 0.5, false), ("c", 0.49, false)) with { Comparisons = [Pair("a", "b", "better")] };

        Assert.All(Leaderboard.Rank(report, "official"), row => Assert.Null(row.Range));
    }

    private static RunReport Report(params (string Id, double? Accuracy, bool Void)[] models)
    {
        var template = SampleReports.OneModel();
        return template with
        {
            Comparisons = [],
            Models = [.. models.Select(model => template.Models[0] with
            {
                Id = model.Id,
                Void = model.Void,
                Scores = [Score(model.Accuracy, "official"), Score(model.Accuracy, "strict")],
            })],
        };
    }

    private static SliceScore Score(double? accuracy, string protocol) => new()
    {
        Task = "coarse",
        Slice = "all",
        Protocol = protocol,
        N = accuracy is null ? 0 : 10,
        Accuracy = accuracy,
        Ci95 = null,
        HalfWidth = null,
        Lowest = null,
        Highest = null,
    };

    private static ReportComparison Pair(string a, string b, string verdict) => new()
    {
        A = a,
        B = b,
        Task = "coarse",
        Slice = "all",
        N = 10,
        OnlyA = 0,
        OnlyB = 0,
        Difference = 0,
        Ci95 = null,
        P = null,
        PHolm = null,
        Verdict = verdict,
    };
}

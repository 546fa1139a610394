using MuBench.Scoring.Interpolation;
using MuBench.Scoring.Matching;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;

namespace MuBench.Tests.Scoring.Interpolation;

public sealed class InterpolationAnalysisTests
{
    // Six images; α is chosen on the first three.
    private static readonly HashSet<int> Choosing = [0, 1, 2];

    [Fact]
    public void Analyze_BestOnTheChoosingHalf_IsMeasuredOnTheOther()
    {
        var held = Analyze(Point(0, "cwwccc"), Point(0.5, "cccwww"), Point(1, "ccwccw")).HeldOut!;

        Assert.Equal((0.5, "m@0.5", "m@0", "m@1"), (held.Alpha, held.Model, held.BaseModel, held.TunedModel));
        Assert.Equal([(0, 1 / 3.0), (0.5, 1), (1, 2 / 3.0)], held.Candidates.Select(candidate => (candidate.Alpha, candidate.Mean)));
        Assert.Equal(["m@0", "m@1", "m@0.5"], held.Models.Select(model => model.Model));
        Assert.Equal([1, 2 / 3.0, 0], held.Models.Select(model => model.Means[0].Mean!.Value));
        Assert.Equal([1, 2 / 3.0, 0], held.Models.Select(model => model.Scores.Of("coarse", "all").Accuracy!.Value));
        Assert.Equal((new ReportHalf(3, 3), new ReportHalf(3, 3)), (held.Choosing, held.Reporting));
        Assert.Equal([("m@0.5", "m@0", -1), ("m@0.5", "m@1", -2 / 3.0), ("m@1", "m@0", -1 / 3.0)], held.Differences.Select(pair => (pair.A, pair.B, pair.Difference!.Value)));
        Assert.All(held.Comparisons, pair => Assert.Equal(3, pair.N));
    }

    [Fact]
    public void Analyze_WhatTheReportingHalfSays_NeverTurnsTheChoice()
    {
        foreach (var other in new[] { "ccc", "www", "cwc" })
            Assert.Equal(0.5, Analyze(Point(0, "cwwccc"), Point(0.5, "ccw" + other), Point(1, "wwwccc")).HeldOut!.Alpha);
    }

    [Fact]
    public void Analyze_EqualMeans_TakesTheSmallestAlpha()
    {
        Assert.Equal(0.25, Analyze(Point(0, "wwwccc"), Point(0.25, "ccwwww"), Point(0.5, "wccccc")).HeldOut!.Alpha);
        Assert.Equal(0, Analyze(Point(0, "cccwww"), Point(1, "cccccc")).HeldOut!.Alpha);
    }

    [Fact]
    public void Analyze_AnEndWins_ComparesItWithTheOtherEndOnly()
    {
        var held = Analyze(Point(0, "cccccc"), Point(0.5, "cwwccc"), Point(1, "wwwccw")).HeldOut!;

        Assert.Equal(("m@0", "m@0"), (held.Model, held.BaseModel));
        Assert.Equal(["m@0", "m@1"], held.Models.Select(model => model.Model));
        Assert.Equal([("m@0", "m@1"), ("m@1", "m@0")], held.Differences.Select(pair => (pair.A, pair.B)));
    }

    [Fact]
    public void Analyze_VoidModels_AreNamedAndNoCandidates()
    {
        var report = Analyze(Point(0, "cwwccc"), new InterpolationPoint(0.5, "m@0.5", null), Point(1, "ccwccw"));

        Assert.Equal([false, true, false], report.Points.Select(point => point.Void));
        Assert.Empty(report.Points[1].Means);
        Assert.Contains("m@0.5 is void", Assert.Single(report.Notes));
        Assert.Equal([0, 1], report.HeldOut!.Candidates.Select(candidate => candidate.Alpha));
    }

    [Fact]
    public void Analyze_FewerThanTwoResults_ChoosesNothingAndSaysSo()
    {
        var report = Analyze(Point(0, "cwwccc"), new InterpolationPoint(0.5, "m@0.5", null));

        Assert.Null(report.HeldOut);
        Assert.Contains(report.Notes, note => note.Contains("no α to choose", StringComparison.Ordinal));
    }

    [Fact]
    public void Analyze_NoEndPoints_ReportsTheChosenAlone()
    {
        var held = Analyze(Point(0.4, "cwwccc"), Point(0.6, "ccwccc")).HeldOut!;

        Assert.Equal((0.6, null, null), (held.Alpha, held.BaseModel, held.TunedModel));
        Assert.Equal("m@0.6", Assert.Single(held.Models).Model);
        Assert.Empty(held.Differences);
    }

    [Fact]
    public void Analyze_AnswersMissingInOnePart_IsNoCandidate()
    {
        // Images 1, 3, 5 are of another source dataset. α = 0.5 has no response for the only image of it that is used for choosing.
        var held = new InterpolationAnalysis(Table("ab"), Choosing, Protocols.Official, 0)
            .Analyze("m", ("models/a", "models/b"), null, [Point(0, "cwwccc"), Point(0.5, "cfcccc"), Point(1, "wwcccc")]).HeldOut!;

        Assert.Equal([0, 1], held.Candidates.Select(candidate => candidate.Alpha));
    }

    [Fact]
    public void Analyze_TargetThatPartsNothing_IsANote()
    {
        var report = new InterpolationAnalysis(Table(), Choosing, Protocols.Official, 0)
            .Analyze("m", ("models/a", "models/b"), "pathology", [Point(0, "cwwccc"), Point(1, "ccwccw")]);

        Assert.Null(report.Target);
        Assert.Contains("'pathology'", Assert.Single(report.Notes));
    }

    [Fact]
    public void Analyze_Twice_IsTheSame() => Assert.Equal(
        JsonOf(Analyze(Point(0, "cwwccc"), Point(1, "ccwccw"))), JsonOf(Analyze(Point(0, "cwwccc"), Point(1, "ccwccw"))));

    private static string JsonOf(ReportInterpolation report) => System.Text.Json.JsonSerializer.Serialize(report);

    private static InterpolationPoint Point(double alpha, string letters) => new(alpha, FormattableString.Invariant($"m@{alpha}"), ScoringData.Outcomes(letters));

    private static ReportInterpolation Analyze(params InterpolationPoint[] points) =>
        new InterpolationAnalysis(Table(), Choosing, Protocols.Official, 0).Analyze("m", ("models/a", "models/b"), null, points);

    /// <summary>Six images with one question each, with the source datasets in rotation.</summary>
    private static QuestionTable Table(string sources = "a")
    {
        var builder = new QuestionTableBuilder();
        for (var row = 0; row < 6; row++)
            builder.Add(ScoringData.Image(row, $"{sources[row % sources.Length]}"), ScoringData.Question("stain"));
        return builder.Build();
    }
}

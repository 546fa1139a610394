using MuBench.Datasets;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Shortcuts;
using MuBench.Statistics;

namespace MuBench.Tests.Scoring;

/// <summary>A fixture worked by hand: twelve images of two sources, with one fine question and up to five metadata questions each.</summary>
public sealed class ShortcutTests
{
    private static readonly string[] Three = [QuestionKeys.Classification, QuestionKeys.Domain, QuestionKeys.Modality, QuestionKeys.Stain];
    private static readonly string[] Two = [QuestionKeys.Classification, QuestionKeys.Domain, QuestionKeys.Modality];

    // Per image: the fine answer, then the metadata.
    private const string A = "cccc" + "cccc" + "cccw" + "cwwc" + "wccc" + "wcww" + "cccn" + "fccc" + "ccc" + "ccw" + "www" + "wcc";
    private const string B = "cccc" + "wccc" + "cccc" + "cccc" + "wccc" + "wcww" + "cccc" + "cccc" + "ccc" + "cww" + "www" + "cuc";

    [Fact]
    public void Of_EveryCombination_IsCountedInItsPlace()
    {
        var model = Analyse().Models[0];

        Assert.Equal(("all", 10, 2), (model.All.Source, model.All.Images, model.All.Incomplete));
        // Robust: images 1, 2, 9. Shortcut: 3, 4, 10. Reasoning gap: 5, 12. Neither: 6, 11. Images 7 and 8 lack a response.
        Assert.Equal((3, 3, 2, 2), Counts(model.All.Tables[0]));
        Assert.Equal(3 / 6.0, model.All.Tables[0].ShortcutsOfRight!.Share);
        // Two of three are most, as in image 3; one of two is not, as in image 10.
        Assert.Equal((4, 2, 2, 2), Counts(model.All.Tables[1]));
        Assert.Equal([ShortcutRules.All, ShortcutRules.Majority], model.All.Tables.Select(table => table.Rule));
    }

    [Fact]
    public void Of_Sources_AreCountedApart()
    {
        var model = Analyse().Models[0];

        Assert.Equal([("first", 6, 2), ("second", 4, 0)], model.Sources.Select(source => (source.Source, source.Images, source.Incomplete)));
        Assert.Equal((2, 2, 1, 1), Counts(model.Sources[0].Tables[0]));
        Assert.Equal((1, 1, 1, 1), Counts(model.Sources[1].Tables[0]));
    }

    [Fact]
    public void Of_Scores_AreThoseOfSpec()
    {
        var model = Analyse().Models[0];

        // C: 1, 1, 2/3, 1/3, 1, 1/3, 1, 1/2, 0, 1 over ten images; T: six of ten.
        var c = (1 + 1 + (2 / 3.0) + (1 / 3.0) + 1 + (1 / 3.0) + 1 + 0.5 + 0 + 1) / 10;
        Assert.Equal(c, model.MetadataScore.Share!.Value, 1e-6);
        Assert.Equal(0.6, model.AnswerScore.Share!.Value, 1e-9);
        Assert.Equal((0.8 * 0.6) + (0.2 * c), model.CombinedScore.Share!.Value, 1e-6);
        Assert.All((ShortcutShare[])[model.MetadataScore, model.AnswerScore, model.CombinedScore], score => Assert.True(score.Ci95![0] < score.Share && score.Share < score.Ci95[1]));
    }

    [Fact]
    public void Of_Shares_HaveIntervalsOverImages()
    {
        var table = Analyse().Models[0].All.Tables[0];

        // scipy.stats.beta.ppf([0.025, 0.975], 3.5, 7.5)
        Assert.Equal(0.092694594, table.Robust.Ci95![0], 1e-8);
        Assert.Equal(0.605818318, table.Robust.Ci95[1], 1e-8);
        Assert.Equal(IntervalKinds.Jeffreys, table.Robust.Interval);
    }

    [Fact]
    public void Of_TwoModels_ComparesTheImagesThatBothAnswered()
    {
        var pairs = Analyse().Comparisons;

        Assert.Equal(
            [("robust", "all"), ("shortcut", "all"), ("robust", "majority"), ("shortcut", "majority"), ("combined", null)],
            pairs.Select(pair => (pair.Measure, pair.Rule)));
        Assert.All(pairs, pair => Assert.Equal(("a", "b", 10), (pair.A, pair.B, pair.Images)));
        // All metadata right: A is robust on 1, 2, 9, and B on 1, 3, 4, 9. A has shortcuts on 3, 4, 10, and B on 10, 12.
        Assert.Equal(-0.1, pairs[0].Difference!.Value, 1e-12);
        Assert.Equal(0.1, pairs[1].Difference!.Value, 1e-12);
        Assert.All(pairs, pair => Assert.True(pair.Ci95![0] <= pair.Difference && pair.Difference <= pair.Ci95[1] && pair.PHolm >= pair.P));
    }

    [Fact]
    public void Of_Floors_AreNotCompared() => Assert.Empty(ShortcutCalculator.Of(Table(), "official", [Model("a", A), Model("b", B)], id => id == "b")!.Comparisons);

    [Theory]
    [InlineData(QuestionKeys.Classification)]
    [InlineData(QuestionKeys.Domain)]
    public void Of_OneKindOfQuestion_IsNoAnalysis(string key) =>
        Assert.Null(ShortcutCalculator.Of(ScoringData.Table(5, key), "official", [Model("a", "ccccc")], _ => false));

    [Fact]
    public void Of_NoCompleteImage_IsNoAnalysis() => Assert.Null(ShortcutCalculator.Of(
        ScoringData.Table(2, QuestionKeys.Classification, QuestionKeys.Domain), "official", [Model("a", "cncf")], _ => false));

    private static ShortcutAnalysis Analyse() => ShortcutCalculator.Of(Table(), "official", [Model("a", A), Model("b", B)], _ => false)!;

    private static ModelOutcomes Model(string id, string outcomes) => new(id, ScoringData.Outcomes(outcomes));

    private static (int? Robust, int? Shortcut, int? Gap, int? Neither) Counts(ShortcutTable table)
    {
        ShortcutShare[] shares = [table.Robust, table.Shortcut, table.ReasoningGap, table.Neither];
        Assert.Equal(1, shares.Sum(share => share.Share!.Value), 1e-12);
        return (table.Robust.Count, table.Shortcut.Count, table.ReasoningGap.Count, table.Neither.Count);
    }

    private static QuestionTable Table()
    {
        var builder = new QuestionTableBuilder();
        for (var row = 0; row < 12; row++)
            foreach (var key in row < 8 ? Three : Two)
                builder.Add(ScoringData.Image(row, row < 8 ? "first" : "second"), ScoringData.Question(key));
        return builder.Build();
    }
}

using MuBench.Pipeline.Reporting.Browser;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Tests.Scoring;

namespace MuBench.Tests.Pipeline.Browser;

public sealed class QuestionSamplerTests
{
    private static readonly QuestionTable Table = Build();

    [Fact]
    public void Draw_SameSeed_DrawsTheSameAndAnotherSeedOthers()
    {
        var models = Models(_ => Outcome.Correct, _ => Outcome.Correct);

        Assert.Equal(QuestionSampler.Draw(Table, models, 20, 1), QuestionSampler.Draw(Table, models, 20, 1));
        Assert.NotEqual(QuestionSampler.Draw(Table, models, 20, 1), QuestionSampler.Draw(Table, models, 20, 2));
    }

    [Fact]
    public void Draw_SourcesOfUnequalSize_TakeTurnsUntilTheSmallOneIsUsedUp()
    {
        var rows = QuestionSampler.Draw(Table, Models(_ => Outcome.Correct, _ => Outcome.Correct), 40, 0);

        // Rows below 10 belong to the small source.
        Assert.Equal(10, rows.Count(row => row < 10));
        Assert.Equal(10, rows.Take(20).Count(row => row < 10));
    }

    [Fact]
    public void Draw_ImagesOnWhichModelsDiffer_ComeMoreOften()
    {
        // A tenth of the images, with weight 4 in place of 1.
        var rows = QuestionSampler.Draw(Table, Models(_ => Outcome.Correct, row => row % 10 == 3 ? Outcome.Wrong : Outcome.Correct), 100, 0);

        Assert.InRange(rows.Count(row => row % 10 == 3), 20, 50);
    }

    [Fact]
    public void Draw_AllImagesWanted_GivesEachOnce()
    {
        var rows = QuestionSampler.Draw(Table, Models(_ => Outcome.Correct, _ => Outcome.Failed), 5_000, 0);

        Assert.Equal(Enumerable.Range(0, 1_010), rows.Order());
    }

    private static IReadOnlyList<IReadOnlyList<Outcome[]>> Models(params Func<int, Outcome>[] models) =>
        [.. models.Select(model => (IReadOnlyList<Outcome[]>)[[.. Enumerable.Range(0, Table.Count).Select(item => model(Table.RowOf(item)))]])];

    private static QuestionTable Build()
    {
        var builder = new QuestionTableBuilder();
        for (var row = 0; row < 1_010; row++)
            builder.Add(ScoringData.Image(row, row < 10 ? "small" : "large"), ScoringData.Question("modality"));
        return builder.Build();
    }
}

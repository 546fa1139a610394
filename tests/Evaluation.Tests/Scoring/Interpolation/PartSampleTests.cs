using CsCheck;
using MuBench.Scoring.Interpolation;
using MuBench.Scoring.QuestionTables;
using MuBench.Statistics;

namespace MuBench.Tests.Scoring.Interpolation;

public sealed class PartSampleTests
{
    [Fact]
    public void Groups_TwoTasksAndATarget_AreAllNineMeans()
    {
        var table = PartTable.Of(Mixed(), "h&e");

        Assert.Equal(
            [("all", "all", 4), ("all", "target", 2), ("all", "others", 4), ("coarse", "all", 2), ("coarse", "target", 1), ("coarse", "others", 2),
                ("fine", "all", 2), ("fine", "target", 1), ("fine", "others", 2)],
            table.Groups.Select(group => (group.Task, group.Parts, group.Cells.Count)));
        Assert.Equal("h&e", table.Target);
    }

    [Theory]
    [InlineData("pathology")]
    [InlineData("dataset:none_such")]
    [InlineData(null)]
    public void Groups_TargetThatPartsNothing_AreTheWholeOnes(string? target)
    {
        var table = PartTable.Of(Mixed(), target);

        Assert.Null(table.Target);
        Assert.Equal([("all", "all"), ("coarse", "all"), ("fine", "all")], table.Groups.Select(group => (group.Task, group.Parts)));
    }

    [Fact]
    public void Mean_PartsOfDifferentSize_CountAlike()
    {
        // Rows 0 and 1 are of a, the second one H&E; rows 2, 3 and 4 of b. Each row has one question per task.
        var table = PartTable.Of(Mixed(), "h&e");
        var sample = PartSample.Of(table, _ => true, item => AlphaChoice.Value(ScoringData.Outcomes("ccwwccwcff")[item]));

        // coarse: a (c, w), b (c, w, -); fine: a (c, w), b (c, c, -)
        Assert.Equal((0.5 + 0.5 + 0.5 + 1) / 4, sample.Mean(table.Groups[0])!.Value, 12);
        Assert.Equal(0, sample.Mean(table.Groups[1])!.Value, 12);
        Assert.Equal((1 + 0.5 + 1 + 1) / 4, sample.Mean(table.Groups[2])!.Value, 12);
        Assert.Equal((8, 2, 6), (sample.Questions(table.Groups[0]), sample.Questions(table.Groups[1]), sample.Questions(table.Groups[2])));
        Assert.Equal(4, sample.Count(table.Groups[0]));
    }

    [Fact]
    public void Mean_SomeImages_AreThoseIncluded()
    {
        var table = PartTable.Of(Mixed(), null);
        var sample = PartSample.Of(table, image => image == 1, item => AlphaChoice.Value(ScoringData.Outcomes("ccwcccwwcc")[item]));

        Assert.Equal((0.5, 2, 2), (sample.Mean(table.Groups[0])!.Value, sample.Count(table.Groups[0]), sample.Questions(table.Groups[0])));
    }

    [Fact]
    public void Share_ManyImages_IsNearTheBootstrapOfDrawingImageByImage()
    {
        var (items, right) = Random(images: 300, seed: 5);
        var table = PartTable.Of(items, null);
        var sample = PartSample.Of(table, _ => true, item => right[item] ? 1 : 0);

        var interval = sample.SpreadOf(table.Groups[0], 0)!.Share();

        var (low, high) = ImageByImage(items, right, resamples: 4000);
        Assert.Equal(low, interval.Low, 0.006);
        Assert.Equal(high, interval.High, 0.006);
    }

    [Fact]
    public void Share_OneTaskAllRight_IsExactThoughTheOtherVaries()
    {
        var table = PartTable.Of(ScoringData.Table(20, "stain", "classification"), null);
        var sample = PartSample.Of(table, _ => true, item => item % 2 == 0 || item % 4 == 1 ? 1 : 0);

        var coarse = sample.SpreadOf(table.Groups[1], 0)!.Share();

        Assert.Equal("coarse", table.Groups[1].Task);
        Assert.Equal(Math.Pow(0.025, 1.0 / 20), coarse.Low, 9);
        Assert.Equal(1, coarse.High, 12);
        Assert.Equal((IntervalKinds.ExactImages, IntervalKinds.Jeffreys), (coarse.Kind, sample.SpreadOf(table.Groups[0], 0)!.Share().Kind));
    }

    [Fact]
    public void SpreadOf_NoQuestions_IsNone()
    {
        var table = PartTable.Of(ScoringData.Table(3, "stain"), null);
        var sample = PartSample.Of(table, _ => true, _ => null);

        Assert.Null(sample.Mean(table.Groups[0]));
        Assert.Null(sample.SpreadOf(table.Groups[0], 0));
    }

    [Fact]
    public void Share_AnyOutcomes_HoldsTheMeanWithinItsBounds() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 1000]).Sample(
            (images, seed) =>
            {
                var (items, right) = Random(images, seed);
                var table = PartTable.Of(items, null);
                var sample = PartSample.Of(table, _ => true, item => right[item] ? 1 : 0);
                foreach (var group in table.Groups)
                {
                    var interval = sample.SpreadOf(group, 0)!.Share();
                    Assert.InRange(sample.Mean(group)!.Value, interval.Low - 1e-8, interval.High + 1e-8);
                    Assert.InRange(interval.High, interval.Low, 1);
                    Assert.InRange(interval.Low, 0, interval.High);
                }
            },
            iter: 30);

    private static QuestionTable Mixed()
    {
        var builder = new QuestionTableBuilder();
        foreach (var image in new[] { ScoringData.Image(0, "a"), ScoringData.Image(1, "a", stain: "H&E"), ScoringData.Image(2, "b"), ScoringData.Image(3, "b"), ScoringData.Image(4, "b") })
            foreach (var key in new[] { "stain", "classification" })
                builder.Add(image, ScoringData.Question(key));
        return builder.Build();
    }

    private static (QuestionTable Items, bool[] Right) Random(int images, int seed)
    {
        var random = new Xoshiro256((ulong)seed);
        var builder = new QuestionTableBuilder();
        var right = new List<bool>();
        for (var row = 0; row < images; row++)
        {
            var skill = random.NextDouble();
            foreach (var key in new[] { "stain", "modality", "classification" })
            {
                builder.Add(ScoringData.Image(row, row % 3 == 0 ? "a" : "b"), ScoringData.Question(key));
                right.Add(random.NextDouble() < skill);
            }
        }

        return (builder.Build(), [.. right]);
    }

    private static (double Low, double High) ImageByImage(QuestionTable items, bool[] right, int resamples)
    {
        var random = new Xoshiro256(99);
        var sources = Enumerable.Range(0, items.Count / 3).GroupBy(image => items.SourceOf(3 * image)).Select(source => source.ToArray()).ToArray();
        double Mean(Func<int[], int[]> draw) => sources.Select(draw).Average(drawn =>
            (drawn.Average(image => ((right[3 * image] ? 1 : 0) + (right[3 * image + 1] ? 1 : 0)) / 2.0) + drawn.Average(image => right[3 * image + 2] ? 1 : 0)) / 2);
        var estimate = Mean(source => source);
        var draws = Enumerable.Range(0, resamples)
            .Select(_ => Mean(source => [.. source.Select(_ => source[(int)(random.NextDouble() * source.Length)])]))
            .Order().ToArray();
        return (2 * estimate - draws[(int)(0.975 * resamples)], 2 * estimate - draws[(int)(0.025 * resamples)]);
    }
}

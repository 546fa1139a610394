using CsCheck;
using MuBench.Scoring.Localization;

namespace MuBench.Tests.Scoring.Localization;

public sealed class GritScoreTests
{
    private static readonly DetectedBox Unit = new(0, 0, 10, 10);

    [Fact]
    public void Of_NoBoxAtAll_IsRight() => Assert.Equal(1, GritScore.Of([], []).Value);

    [Fact]
    public void Of_OneSideEmpty_IsWrong()
    {
        Assert.Equal(0, GritScore.Of([Unit], []).Value);
        Assert.Equal(0, GritScore.Of([], [Unit, Unit]).Value);
    }

    [Theory]
    // By hand. Half of the box: 50 / (100 + 1e-6).
    [InlineData(5, 0, 10, 10, 50 / (100 + 1e-6))]
    [InlineData(0, 0, 10, 10, 100 / (100 + 1e-6))]
    [InlineData(10, 0, 20, 10, 0)]
    // Corners out of order have no area, and so has a line.
    [InlineData(10, 0, 0, 10, 0)]
    [InlineData(0, 10, 10, 0, 0)]
    [InlineData(0, 0, 10, 0, 0)]
    public void Of_OneBoxEach_IsTheirIou(double x1, double y1, double x2, double y2, double expected) =>
        Assert.Equal(expected, GritScore.Of([new DetectedBox(x1, y1, x2, y2)], [Unit]).Value);

    [Fact]
    public void Of_OneHitOneMissOneTooMany_DividesByThree()
    {
        var score = GritScore.Of([new(100, 100, 110, 110), Unit], [Unit, new(40, 40, 50, 50)]);
        Assert.Equal(100 / (100 + 1e-6) / 3, score.Value);
        Assert.Equal([new BoxPair(1, 0, 100 / (100 + 1e-6))], score.Pairs);
    }

    [Theory]
    [MemberData(nameof(SciPy))]
    public void Of_DrawnBoxes_HasTheScoreOfTheAuthorsCode(int predicted, int truth, int grid, double expected)
    {
        var draws = new Draws(predicted * 1000 + truth);
        var boxes = Enumerable.Range(0, predicted + truth).Select(_ => (X: draws.Next(grid), Y: draws.Next(grid), Width: draws.Next(grid), Height: draws.Next(grid)))
            .Select(box => new DetectedBox(box.X, box.Y, box.X + box.Width - 1, box.Y + box.Height - 1)).ToList();
        Assert.Equal(expected, GritScore.Of(boxes[..predicted], boxes[predicted..]).Value, 1e-12);
    }

    // reference.py. Corners on a small grid make pairings of equal sum and other numbers of pairs: SciPy's choice decides.
    public static TheoryData<int, int, int, double> SciPy => new()
    {
        { 2, 2, 30, 0.03880070536472476 },
        { 6, 3, 20, 0.034018411796699476 },
        { 3, 6, 16, 0.0070754715646137445 },
        { 5, 5, 4, 0.037037024691362136 },
        { 10, 12, 8, 0.03339488905065715 },
        { 40, 30, 12, 0.11816358150212185 },
        { 100, 100, 10, 0.2126510258965164 },
        { 86, 100, 1000, 0.3327823545688835 },
    };

    [Fact]
    public void Of_PairingsOfEqualSum_AreChosenAsSciPyDoes()
    {
        // IoU [[1/2, 1/4], [1/4, 0]]: either pairing sums to 1/2, with one pair or with two. SciPy takes the first.
        double[,] cost = { { 0.5, 0.75 }, { 0.75, 1 } };
        Assert.Equal([0, 1], LinearAssignment.Solve(cost));
    }

    [Fact]
    public void Of_BoxesInAnotherOrder_ScoreTheSameWithoutTies()
    {
        // Drawn and not generated: CsCheck likes overlaps so small that 1 - IoU loses them, and those are ties.
        var draws = new Draws(7);
        for (var image = 0; image < 300; image++)
        {
            var predicted = Drawn(draws, draws.Next(12));
            var truth = Drawn(draws, draws.Next(12));
            Assert.Equal(GritScore.Of(predicted, truth).Value, GritScore.Of([.. Enumerable.Reverse(predicted)], [.. Enumerable.Reverse(truth)]).Value, 1e-9);
        }
    }

    [Fact]
    public void Of_AnyBoxes_LiesBetweenNoughtAndOne() => Boxes.Sample(boxes => GritScore.Of(boxes.Predicted, boxes.Truth).Value is >= 0 and <= 1);

    [Fact]
    public void Of_TheTrueBoxes_IsOneButForTheDenominator() => Boxes.Sample(boxes =>
    {
        var truth = boxes.Truth.Where(box => box.Area >= 1).ToList();
        return GritScore.Of(truth, truth).Value is > 1 - 1e-5 and <= 1;
    });

    private static Gen<(DetectedBox[] Predicted, DetectedBox[] Truth)> Boxes { get; } = Gen.Select(Box().Array[0, 12], Box().Array[0, 12]);

    private static Gen<DetectedBox> Box() =>
        Gen.Select(Gen.Double[0, 80], Gen.Double[0, 80], Gen.Double[-2, 40], Gen.Double[-2, 40], (x, y, width, height) => new DetectedBox(x, y, x + width, y + height));

    private static DetectedBox[] Drawn(Draws draws, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var (x, y) = (draws.Next(32768) / 400.0, draws.Next(32768) / 400.0);
        return new DetectedBox(x, y, x + 1 + draws.Next(32768) / 800.0, y + 1 + draws.Next(32768) / 800.0);
    })];
}

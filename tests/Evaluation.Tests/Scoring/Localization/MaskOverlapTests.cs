using CsCheck;
using MuBench.Scoring.Localization;

namespace MuBench.Tests.Scoring.Localization;

public sealed class MaskOverlapTests
{
    private static readonly ImageSize Size = new(64, 64);

    private static readonly DetectedBox[] Boxes = [new(8, 8, 40, 33), new(30.5, 20.25, 61.75, 70)];

    [Theory]
    // NumPy, pixel by pixel (reference.py): pixels of the shape, of the shape within the boxes, and of the boxes; then the
    // pixels that Pillow
    // draws, and the number of differing pixels. Pillow's shapes include their outline, so the difference is at most 1.5 pixels along it.
    [InlineData("triangle", 1443, 883, 2078, 1496, 95)]
    [InlineData("concave", 1575, 990, 2078, 1696, 121)]
    [InlineData("star", 682, 526, 2078, 814, 132)]
    [InlineData("round", 1617, 1232, 2078, 1680, 65)]
    [InlineData("outside", 3762, 2056, 2078, 3768, 26)]
    public void Of_Shape_CountsAsNumPyDoes(string name, int pixels, int shared, int boxes, int pillow, int differing)
    {
        var points = Shape(name);
        var overlap = MaskOverlap.Of(Size, Boxes, [points]);
        Assert.Equal(new MaskOverlap(shared, boxes, pixels), overlap);
        Assert.Equal((double)shared / (boxes + pixels - shared), overlap.Iou);
        Assert.Equal(2.0 * shared / (boxes + pixels), overlap.Dice);
        Assert.InRange(Math.Abs(overlap.Truth - pillow), 0, differing);
        Assert.True(differing <= 1.5 * Perimeter(points));
    }

    [Fact]
    public void Of_NothingOnBothSides_IsRight()
    {
        var overlap = MaskOverlap.Of(Size, [], []);
        Assert.Equal((1, 1), (overlap.Iou, overlap.Dice));
        Assert.Equal(0, MaskOverlap.Of(Size, [], [Shape("star")]).Dice);
        Assert.Equal(0, MaskOverlap.Of(Size, Boxes, []).Iou);
    }

    [Fact]
    public void Of_OverlappingPolygons_CountsTheirUnionOnce()
    {
        var overlap = MaskOverlap.Of(Size, [], [Rectangle(0, 0, 20, 20), Rectangle(10, 10, 30, 30)]);
        Assert.Equal(700, overlap.Truth);
    }

    [Fact]
    public void Of_PolygonsThatShareAnEdge_ShareNoPixel() => Gen.Select(Gen.Float[1, 63], Gen.Float[1, 63]).Sample((x, y) =>
        MaskOverlap.Of(Size, [], [[0, 0, x, 0, 0, y]]).Truth + MaskOverlap.Of(Size, [], [[x, y, x, 0, 0, y]]).Truth == MaskOverlap.Of(Size, [], [Rectangle(0, 0, x, y)]).Truth);

    [Fact]
    public void Of_RectangleAsPolygon_IsTheBox() => Gen.Select(Gen.Float[-20, 80], Gen.Float[-20, 80], Gen.Float[0, 90], Gen.Float[0, 90]).Sample((x, y, width, height) =>
    {
        var (right, bottom) = (x + width, y + height);
        var overlap = MaskOverlap.Of(Size, [new DetectedBox(x, y, right, bottom)], [Rectangle(x, y, right, bottom)]);
        return overlap.Predicted == overlap.Truth && overlap.Shared == overlap.Truth && overlap.Iou == 1;
    });

    [Fact]
    public void Of_BoxOutOfOrder_CoversNothing() => Assert.Equal(0, MaskOverlap.Of(Size, [new DetectedBox(10, 0, 0, 10)], []).Predicted);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Of_FewerThanThreePoints_CoverNothing(int coordinates) => Assert.Equal(0, MaskOverlap.Of(Size, [], [new float[coordinates]]).Truth);

    [Fact]
    public void Of_BrokenPolygon_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => MaskOverlap.Of(Size, [], [[0, 0, 1, 0, 1]]));
        Assert.Throws<ArgumentException>(() => MaskOverlap.Of(Size, [], [[0, 0, 1, 0, float.NaN, 1]]));
    }

    private static float[] Rectangle(float x1, float y1, float x2, float y2) => [x1, y1, x2, y1, x2, y2, x1, y2];

    private static float[] Shape(string name) => name switch
    {
        "triangle" => [3, 2, 60, 10, 20, 55],
        "concave" => [5, 5, 50, 5, 50, 50, 35, 50, 35, 20, 20, 20, 20, 50, 5, 50],
        "star" => Around(5, k => (32 + 30 * Math.Sin(4 * Math.PI * k / 5), 32 - 30 * Math.Cos(4 * Math.PI * k / 5))),
        "round" => Around(40, k => (32.3 + 25.7 * Math.Cos(2 * Math.PI * k / 40), 30.9 + 20.1 * Math.Sin(2 * Math.PI * k / 40))),
        "outside" => [-20, 30, 40, -15, 90, 40, 30, 80],
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static float[] Around(int points, Func<int, (double X, double Y)> at) =>
        [.. Enumerable.Range(0, points).Select(at).SelectMany(point => new[] { (float)point.X, (float)point.Y })];

    private static double Perimeter(float[] points) => Enumerable.Range(0, points.Length / 2).Sum(index =>
        Math.Sqrt(Math.Pow(points[2 * index] - points[(2 * index + 2) % points.Length], 2) + Math.Pow(points[2 * index + 1] - points[(2 * index + 3) % points.Length], 2)));
}

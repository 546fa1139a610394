using MuBench.Scoring.Localization;
using MuBench.Scoring.Localization.Replies;

namespace MuBench.Tests.Scoring.Localization.Replies;

public sealed class JsonBoxesTests
{
    private static readonly ImageSize Image = new(500, 200);

    private static readonly DetectedBox Cell = new(100, 50, 250, 150, "cell");

    [Theory]
    [InlineData(BoxParsers.JsonPixels, """[{"bbox_2d": [100, 50, 250, 150], "label": "cell"}]""")]
    [InlineData(BoxParsers.JsonShares, """[{"bbox": [0.2, 0.25, 0.5, 0.75], "label": "cell"}]""")]
    [InlineData(BoxParsers.JsonThousandths, """[{"box": [200, 250, 500, 750], "label": "cell"}]""")]
    [InlineData(BoxParsers.Qwen3Vl, """[{"bbox_2d": [200, 250, 500, 750], "label": "cell"}]""")]
    [InlineData(BoxParsers.Gemini, """[{"box_2d": [250, 200, 750, 500], "label": "cell"}]""")]
    // The model sees 500 x 200 as 504 x 196.
    [InlineData(BoxParsers.Qwen25Vl, """[{"bbox_2d": [100.8, 49, 252, 147], "label": "cell"}]""")]
    public void Parse_TheFormsOwnUnit_GivesPixelsOfTheImage(string form, string response) => AssertCell(BoxParsers.Find(form)!.Parse(response, Image));

    [Theory]
    [InlineData("""{"bbox_2d": [100, 50, 250, 150], "label": "cell"}""")]
    [InlineData("""{"objects": [{"bounding_box": {"x1": 100, "y1": 50, "x2": 250, "y2": 150}, "name": "cell"}]}""")]
    [InlineData("""[{"xmin": 100, "ymin": 50, "xmax": 250, "ymax": 150, "class": "cell"}]""")]
    [InlineData("""[{"left": "100", "top": "50", "right": "250", "bottom": "150", "class": "cell"}]""")]
    [InlineData("""[{"x": 100, "y": 50, "width": 150, "height": 100, "category": "cell"}]""")]
    [InlineData("""[{"bbox": [[100, 50], [250, 150]], "label": "cell"},]""")]
    [InlineData("Here is what I found:\n```json\n[\n  {\"bbox_2d\": [100, 50, 250, 150], \"label\": \"cell\"}\n]\n```\nIt is a 5\" print.")]
    [InlineData("""Coordinates lie in [0, 500). First guess [{"bbox": [1, 2, 3, 4]}], better: [{"bbox": [100, 50, 250, 150], "label": "cell"}] [see 1]""")]
    [InlineData("""[{"bbox_2d": [100, 50, 250, 150], "label": "cell"}, {"bbox_2d": [1, 2""")]
    public void Parse_OtherShapes_AreRead(string response) => AssertCell(new JsonBoxes(BoxUnit.Pixels).Parse(response, Image));

    [Theory]
    [InlineData("[[100, 50, 250, 150], [1, 2, 3, 4]]")]
    [InlineData("""{"boxes": [[100, 50, 250, 150], [1, 2, 3, 4]]}""")]
    [InlineData("""{"bbox": [[100, 50, 250, 150], [1, 2, 3, 4]]}""")]
    [InlineData("{'bbox_2d': [100, 50, 250, 150]}\n{'bbox_2d': [1, 2, 3, 4]}")]
    [InlineData("""{"bbox": [100, 50, 250, 150]} and {"bbox": [1, 2, 3, 4]}""")]
    public void Parse_SeveralBoxes_AreKeptInOrder(string response) =>
        Assert.Equal([Cell with { Label = null }, new DetectedBox(1, 2, 3, 4)], new JsonBoxes(BoxUnit.Pixels).Parse(response, Image).Boxes);

    [Theory]
    [InlineData("[]", 0, true)]
    [InlineData("```json\n[]\n```", 0, true)]
    [InlineData("""{"objects": []}""", 0, true)]
    [InlineData("There is no cell.", 0, false)]
    [InlineData("", 0, false)]
    [InlineData("[1, 2, 3]", 0, false)]
    [InlineData("""[{"point_2d": [1, 2]}]""", 0, false)]
    [InlineData("""[{"bbox_2d": [1, 2, 3]}]""", 1, true)]
    [InlineData("""[{"bbox_2d": null}, {"bbox_2d": [1, 2, 3, 1e999]}]""", 2, true)]
    public void Parse_NoBox_SaysWhetherTheModelSaidSo(string response, int malformed, bool understood)
    {
        var reading = new JsonBoxes(BoxUnit.Pixels).Parse(response, Image);
        Assert.Empty(reading.Boxes);
        Assert.Equal((malformed, understood), (reading.Malformed, reading.IsUnderstood));
    }

    [Fact]
    public void Parse_CornersOutOfOrder_AreKeptAsTheyAre() =>
        Assert.Equal([new DetectedBox(9, 8, 1, 2)], new JsonBoxes(BoxUnit.Pixels).Parse("[[9, 8, 1, 2]]", Image).Boxes);

    [Theory]
    [InlineData(224, 224, 224, 224)]
    [InlineData(360, 363, 364, 364)]
    [InlineData(1380, 245, 1372, 252)]
    [InlineData(70, 98, 56, 112)]
    [InlineData(42, 14, 112, 56)]
    [InlineData(20, 20, 56, 56)]
    [InlineData(2050, 1536, 2044, 1540)]
    [InlineData(6000, 4000, 4368, 2912)]
    [InlineData(3000, 9000, 2044, 6188)]
    public void QwenResize_Image_IsWhatSmartResizeGives(int width, int height, int wide, int high) =>
        Assert.Equal(new ImageSize(wide, high), QwenResize.Of(new ImageSize(width, height)));

    private static void AssertCell(BoxReading reading)
    {
        var box = Assert.Single(reading.Boxes);
        Assert.Equal(Cell.Label, box.Label);
        Assert.Equal(0, Math.Abs(box.X1 - Cell.X1) + Math.Abs(box.Y1 - Cell.Y1) + Math.Abs(box.X2 - Cell.X2) + Math.Abs(box.Y2 - Cell.Y2), 1e-9);
        Assert.True(reading.IsUnderstood);
    }
}

using MuBench.Scoring.Localization;
using MuBench.Scoring.Localization.Replies;

namespace MuBench.Tests.Scoring.Localization.Replies;

/// <summary>The two syntaxes that the authors' code reads.</summary>
public sealed class TagParserTests
{
    private static readonly ImageSize Image = new(512, 256);

    [Fact]
    public void PaliGemma_Group_IsTopLeftBottomRightIn1024ths()
    {
        var reading = new PaliGemmaBoxes().Parse("<loc0256><loc0128><loc0512><loc1023> cell", Image);
        Assert.Equal([new DetectedBox(64, 64, 511.5, 128, "cell")], reading.Boxes);
        Assert.True(reading.IsUnderstood);
    }

    [Fact]
    public void PaliGemma_SeveralGroups_AreSplitAtSemicolons()
    {
        var reading = new PaliGemmaBoxes().Parse("<loc0000><loc0000><loc1024><loc1024> cell ; <loc0512><loc0512><loc0768><loc0768> nucleus", Image);
        Assert.Equal([new DetectedBox(0, 0, 512, 256, "cell"), new DetectedBox(256, 128, 384, 192, "nucleus")], reading.Boxes);
    }

    [Fact]
    public void PaliGemma_Segmentation_CountsItsFirstFourLocations()
    {
        var reading = new PaliGemmaBoxes().Parse("<loc0000><loc0000><loc0512><loc0512><seg077><seg012><loc0001> cell", Image);
        Assert.Equal([new DetectedBox(0, 0, 256, 128, "cell")], reading.Boxes);
    }

    [Theory]
    [InlineData("", 0, true)]
    [InlineData("cell", 0, false)]
    [InlineData("<loc0001><loc0002><loc0003> cell", 1, true)]
    [InlineData("<loc1><loc12><loc123><loc12345>", 0, false)]
    public void PaliGemma_NoWholeGroup_HasNoBoxAndSaysWhy(string response, int malformed, bool understood)
    {
        var reading = new PaliGemmaBoxes().Parse(response, Image);
        Assert.Empty(reading.Boxes);
        Assert.Equal((malformed, understood), (reading.Malformed, reading.IsUnderstood));
    }

    [Fact]
    public void QwenVl_Box_IsInThousandths()
    {
        var reading = new QwenVlBoxes().Parse("<ref>cell</ref><box>(250,500),(750,1000)</box><box>(0,0),(10,20)</box>", Image);
        Assert.Equal([new DetectedBox(128, 128, 384, 256, "cell"), new DetectedBox(0, 0, 5.12, 5.12, "cell")], reading.Boxes);
        Assert.True(reading.IsUnderstood);
    }

    [Theory]
    [InlineData("<box>(1, 2),(3, 4)</box>", 1, true)]
    [InlineData("<box>(1,2),(3,4)", 1, true)]
    [InlineData("(1,2),(3,4)", 0, false)]
    [InlineData("", 0, false)]
    public void QwenVl_AnythingElse_IsNoBox(string response, int malformed, bool understood)
    {
        var reading = new QwenVlBoxes().Parse(response, Image);
        Assert.Empty(reading.Boxes);
        Assert.Equal((malformed, understood), (reading.Malformed, reading.IsUnderstood));
    }
}

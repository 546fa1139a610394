using MuBench.Imaging;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Imaging;

public sealed class ThumbnailTests
{
    [Theory]
    [InlineData(400, 200, 112, 56)]
    [InlineData(200, 400, 56, 112)]
    [InlineData(20, 30, 20, 30)]
    public void WebP_AnySize_FitsTheSquareAndIsNeverScaledUp(int width, int height, int expectedWidth, int expectedHeight)
    {
        var webp = Thumbnail.WebP(TestPng.Encode(width, height, 1), "hash", 112);

        var header = ImageInspector.Inspect(webp);
        Assert.Equal((ImageCodecs.Webp, expectedWidth, expectedHeight), (header.Codec, header.Width, header.Height));
    }

    [Theory]
    [InlineData(1, 65_535)]
    [InlineData(65_535, 1)]
    public void WebP_NeedleThin_IsAThumbnailOrAFaultOfTheImage(int width, int height)
    {
        try
        {
            Assert.InRange(ImageInspector.Inspect(Thumbnail.WebP(TestPng.Encode(width, height, 1), "hash", 112)).Width, 1, 112);
        }
        catch (ImageException)
        {
            // Also fine: the report then shows the reason in place of the image.
        }
    }

    [Fact]
    public void WebP_Damaged_IsAFaultOfTheImage() => Assert.Throws<ImageException>(() => Thumbnail.WebP(TestPng.Encode(40, 40, 1).AsMemory(0, 200), "hash", 112));
}

using MuBench.Imaging;
using MuBench.Imaging.Display;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Imaging.Display;

/// <summary>
/// Conversion of 16-bit samples. The expected numbers are NumPy's: numpy.percentile, and
/// floor(clip((v - low) * 255 / (high - low), 0, 255) + 0.5).
/// </summary>
public sealed class DeepImageTests
{
    private static readonly HashSet<string> Accepted = ["png", "jpeg", "webp", "gif"];

    [Theory]
    [InlineData("percentile 0.1-99.9", 544, 3910, 97306, 0, 18, 36)]
    [InlineData("percentile 10-90", 873.8, 3570, 97451, 0, 0, 14)]
    [InlineData("minmax", 544, 3910, 97306, 0, 18, 36)]
    [InlineData("full 0-4095", 0, 4095, 105998, 34, 49, 64)]
    public void Prepare_12BitsOfGrey_IsShownAsNumPyHasIt(string rule, double low, double high, int sum, int first, int second, int third)
    {
        foreach (var encoded in (byte[][])[TestTiff.Grey16(), TestPng.Encode16(TestTiff.PatternWidth, TestTiff.PatternHeight, TestTiff.Pattern)])
        {
            var (bytes, type, sent) = ImageTransport.Prepare(encoded, "hash", Accepted, DisplayRule.Parse(rule));
            using var picture = ImageDecoder.DecodeRgb(bytes);

            Assert.Equal("image/png", type);
            Assert.Equal(8, bytes.Span[24]); // bits per sample of the PNG
            Assert.Equal(rule, sent.Display);
            Assert.Equal([low, high], sent.Window!);
            Assert.Equal(3 * sum, Sum(picture));
            Assert.Equal([(byte)first, (byte)second, (byte)third], [picture.Pixels[0], picture.Pixels[3], picture.Pixels[6]]);
        }
    }

    [Fact]
    public void DecodeRgb_AnyRule_GivesTheModelInProcessThePixelsThatAreSent()
    {
        foreach (var text in (string[])["authors", "full", "minmax", "percentile 5-95", "minmax by channel", "percentile 1-99 by channel"])
        {
            foreach (var encoded in (byte[][])[TestTiff.Grey16(), Rgb16()])
            {
                var rule = DisplayRule.Parse(text);
                using var sent = ImageDecoder.DecodeRgb(ImageTransport.Prepare(encoded, "hash", Accepted, rule).Bytes);
                using var seen = ImageDecoder.DecodeRgb(encoded, rule, out var shown);
                Assert.True(sent.Pixels.SequenceEqual(seen.Pixels), text);
                Assert.Equal(text, shown.Display);
            }
        }
    }

    [Fact]
    public void DecodeRgb_ByChannel_EachChannelHasItsOwnRange()
    {
        using var whole = ImageDecoder.DecodeRgb(Rgb16(), DisplayRule.Parse("minmax"), out var one);
        using var apart = ImageDecoder.DecodeRgb(Rgb16(), DisplayRule.Parse("minmax by channel"), out var three);
        Assert.Equal([100, 30000], one.Window!);
        Assert.Equal([100, 200, 1000, 2000, 10000, 30000], three.Window!);
        Assert.Equal([0, 8, 84, 1, 16, 255], whole.Pixels.ToArray());
        Assert.Equal([0, 0, 0, 255, 255, 255], apart.Pixels.ToArray());
    }

    [Fact]
    public void DecodeRgb_FewBrightSpotsOnABlackGround_AreSeen()
    {
        var samples = new ushort[100 * 100];
        samples[1234] = 900;
        using var picture = ImageDecoder.DecodeRgb(TestPng.Encode16(100, 100, samples), DisplayRule.Default, out var shown);
        Assert.Equal([0, 900], shown.Window!);
        Assert.Equal(3 * 255, Sum(picture));
    }

    [Fact]
    public void DecodeRgb_OneSampleThroughout_IsShownAtItsPlaceInTheWholeRange()
    {
        using var picture = ImageDecoder.DecodeRgb(TestPng.Encode16(4, 4, [.. Enumerable.Repeat((ushort)32896, 16)]), DisplayRule.Default, out _);
        Assert.All(picture.Pixels.ToArray(), value => Assert.Equal(128, value));
    }

    [Fact]
    public void DecodeRgb_AlphaOf16Bits_HasNoSay()
    {
        ushort[] samples = [100, 65535, 200, 0, 300, 65535, 400, 0];
        var tiff = new TestTiff { Channels = 2, Extra = [2] }.Encode(2, 2, TestTiff.BytesOf(samples));
        using var picture = ImageDecoder.DecodeRgb(tiff, DisplayRule.Parse("minmax"), out var shown);
        Assert.Equal([100, 400], shown.Window!);
        Assert.Equal([0, 85, 170, 255], [picture.Pixels[0], picture.Pixels[3], picture.Pixels[6], picture.Pixels[9]]);
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(33.3, 3.997)]
    [InlineData(50, 134.5)]
    [InlineData(99.9, 23719.523)]
    [InlineData(100, 23846)]
    public void Percentile_Samples_IsNumPys(double percent, double expected) =>
        Assert.Equal(expected, SampleHistogram.Of([3, 1, 4, 1, 5, 926, 5358, 9793, 23846, 264], 1, 0, 1).Percentile(percent), 9);

    [Fact]
    public void Thumbnail_DeepImage_IsOfTheBytesThatAreSent()
    {
        var encoded = TestTiff.Grey16();
        var sent = ImageTransport.Prepare(encoded, "hash", Accepted, DisplayRule.Default).Bytes;
        Assert.Equal(Thumbnail.WebP(sent, "hash", 112), Thumbnail.WebP(encoded, "hash", 112, DisplayRule.Default));
        Assert.NotEqual(Thumbnail.WebP(sent, "hash", 112), Thumbnail.WebP(encoded, "hash", 112, DisplayRule.Authors));
    }

    // Two pixels whose channels have very different ranges.
    private static byte[] Rgb16() => TestPng.Encode16(2, 1, [100, 1000, 10000, 200, 2000, 30000]);

    private static int Sum(RgbImage picture)
    {
        var sum = 0;
        foreach (var value in picture.Pixels)
            sum += value;
        return sum;
    }
}

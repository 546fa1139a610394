using MuBench.Imaging;
using MuBench.Imaging.Display;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Imaging.Display;

/// <summary>The samples that can be shown, and the messages about those that cannot.</summary>
public sealed class SampleFormatTests
{
    public static TheoryData<TestTiff, string> Refused() => new()
    {
        { new TestTiff { Bits = 16, Format = 3 }, "has floating-point samples of 16 bits" },
        { new TestTiff { Bits = 64, Format = 3 }, "has floating-point samples of 64 bits" },
        { new TestTiff { Bits = 32, Format = 3, Photometric = 0 }, "has inverted samples (0 is white)" },
        { new TestTiff { Bits = 8, Format = 2 }, "has signed samples (8 bits)" },
        { new TestTiff { Bits = 64 }, "has 64 bits per sample" },
        { new TestTiff { Bits = 12 }, "has packed samples of 12 bits" },
        { new TestTiff { Bits = 8, Channels = 2 }, "has 2 channels that are no colours, and MuBench does not choose among them" },
        { new TestTiff { Bits = 8, Channels = 3, Extra = [0, 0] }, "has 3 channels that are no colours" },
        { new TestTiff { Bits = 16, Channels = 4, Extra = [0, 0, 0] }, "has 4 channels that are no colours" },
        { new TestTiff { Bits = 8, Channels = 5, Photometric = 2, Extra = [0, 0] }, "has 5 channels: export it as grey, RGB or CMYK" },
        { new TestTiff { Bits = 16, Channels = 4, Photometric = 5 }, "has inks (CMYK) of 16 bits" },
    };

    public static TheoryData<TestTiff, int> Taken() => new()
    {
        { new TestTiff { Bits = 8 }, 8 },
        { new TestTiff { Bits = 16 }, 16 },
        { new TestTiff { Bits = 8, Channels = 2, Extra = [2] }, 8 },
        { new TestTiff { Bits = 8, Channels = 3, Photometric = 2 }, 8 },
        { new TestTiff { Bits = 16, Channels = 3, Photometric = 2 }, 16 },
        { new TestTiff { Bits = 8, Channels = 4, Photometric = 2 }, 8 },
        { new TestTiff { Bits = 8, Channels = 4, Photometric = 2, Extra = [0] }, 8 },
        { new TestTiff { Bits = 16, Channels = 4, Photometric = 2, Extra = [2] }, 16 },
        { new TestTiff { Bits = 8, Channels = 4, Photometric = 5 }, 8 },
        { new TestTiff { Bits = 32 }, 32 },
        { new TestTiff { Bits = 16, Format = 2 }, 16 },
        { new TestTiff { Bits = 32, Format = 3, Channels = 3, Photometric = 2 }, 32 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Of_SamplesThatNoModelCanBeShown_SaysWhyAndWhatToDo(TestTiff tiff, string message)
    {
        var encoded = tiff.Encode(6, 4);
        var format = SampleFormat.Of(encoded, ImageCodecs.Tiff);
        Assert.StartsWith(message, format.Fault, StringComparison.Ordinal);
        Assert.Contains("export", format.Fault, StringComparison.Ordinal);
        Assert.Equal($"The TIFF image {format.Fault}.", Assert.Throws<ImageException>(() => ImageDecoder.DecodeRgb(encoded)).Message);
        Assert.Throws<ImageException>(() => ImageTransport.Prepare(encoded, "hash", new HashSet<string>(), DisplayRule.Default));
    }

    [Theory]
    [MemberData(nameof(Taken))]
    public void Of_SamplesThatCanBeShown_AreDecodedWithTheDepthSaid(TestTiff tiff, int bits)
    {
        var encoded = tiff.Encode(6, 4);
        Assert.Equal(new SampleFormat(bits, null), SampleFormat.Of(encoded, ImageCodecs.Tiff));
        using var picture = ImageDecoder.DecodeRgb(encoded, DisplayRule.Default, out var shown);
        Assert.Equal((6, 4), (picture.Width, picture.Height));
        Assert.Equal(bits > 8 ? "percentile 0.1-99.9" : null, shown.Display);
    }
}

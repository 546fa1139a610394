using MuBench.Imaging;
using MuBench.Imaging.Display;
using MuBench.Json;

namespace MuBench.Tests.Imaging;

public sealed class ImageTransportTests
{
    private static readonly HashSet<string> Accepted = ["png", "jpeg", "webp", "gif"];

    [Theory]
    [InlineData("rgb.png", "image/png", "png")]
    [InlineData("420.jpg", "image/jpeg", "jpeg")]
    [InlineData("lossy.webp", "image/webp", "webp")]
    [InlineData("palette.gif", "image/gif", "gif")]
    public void Prepare_AcceptedCodec_OriginalBytes(string file, string mediaType, string codec)
    {
        var original = Bytes(file);
        var (bytes, type, sent) = ImageTransport.Prepare(original, "original-hash", Accepted);
        Assert.True(bytes.Span == original.AsSpan());
        Assert.Equal(mediaType, type);
        Assert.Equal(new("original-hash", 37, 23, codec, original.Length), sent);
    }

    [Theory]
    [InlineData("lzw.tif")]
    [InlineData("deflate-gray.tif")]
    [InlineData("cmyk.tif")]
    [InlineData("palette.tif")]
    [InlineData("bilevel.tif")]
    [InlineData("rgb.bmp")]
    [InlineData("palette.bmp")]
    public void Prepare_OtherCodec_PngOfTheSamePixels(string file)
    {
        var original = Bytes(file);
        var (bytes, type, sent) = ImageTransport.Prepare(original, "original-hash", Accepted);
        Assert.Equal("image/png", type);
        Assert.Equal(new(Hashing.Sha256(bytes.Span), 37, 23, "png", bytes.Length), sent);
        using var expected = ImageDecoder.DecodeRgb(original);
        using var actual = ImageDecoder.DecodeRgb(bytes);
        Assert.True(expected.Pixels.SequenceEqual(actual.Pixels));
    }

    [Theory]
    [InlineData("gray16.tif")]
    [InlineData("gray16.png")]
    [InlineData("rgb16.png")]
    public void Prepare_16BitsAsTheAuthors_PillowsPixels(string file)
    {
        var (bytes, _, sent) = ImageTransport.Prepare(Bytes(file), "original-hash", Accepted, DisplayRule.Authors);
        using var actual = ImageDecoder.DecodeRgb(bytes);
        Assert.True(actual.Pixels.SequenceEqual(Bytes(file + ".rgb")));
        Assert.Equal(("authors", null), (sent.Display, sent.Window));
    }

    [Theory]
    [InlineData("gray16.tif")]
    [InlineData("gray16.png")]
    public void Prepare_Grey16WithoutARule_IsAFaultThatSaysWhatToDo(string file) =>
        Assert.EndsWith(
            "image has 16 bits per sample, and the dataset does not say how models are shown them in 8 bits: an earlier version imported it. Import it again.",
            Assert.Throws<ImageException>(() => ImageTransport.Prepare(Bytes(file), "original-hash", Accepted)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("frames.gif")]
    [InlineData("pages.tif")]
    public void Prepare_SeveralFrames_SendsTheFirstAlone(string file)
    {
        var (bytes, type, sent) = ImageTransport.Prepare(Bytes(file), "original-hash", Accepted);
        Assert.Equal(("image/png", true), (type, sent.FirstOfSeveral));
        using var actual = ImageDecoder.DecodeRgb(bytes, null, out var shown);
        Assert.False(shown.FirstOfSeveral);
        Assert.True(actual.Pixels.SequenceEqual(Bytes(file + ".rgb")));
    }

    [Fact]
    public void Prepare_SameImageTwice_SameBytes()
    {
        var first = ImageTransport.Prepare(Bytes("lzw.tif"), "original-hash", Accepted);
        var second = ImageTransport.Prepare(Bytes("lzw.tif"), "original-hash", Accepted);
        Assert.Equal(first.Sent, second.Sent);
    }

    [Fact]
    public void Prepare_TruncatedImage_ImageException() =>
        Assert.Throws<ImageException>(() => ImageTransport.Prepare(Bytes("rgb.png").AsMemory(0, 300), "original-hash", Accepted));

    private static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(ImageDecoderTests.DataFolder, file));
}

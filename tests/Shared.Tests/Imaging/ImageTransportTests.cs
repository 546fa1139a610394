using MuBench.Imaging;
using MuBench.Json;

namespace MuBench.Tests.Imaging;

public sealed class ImageTransportTests
{
    private static readonly HashSet<string> Accepted = ["png", "jpeg", "webp", "gif"];

    [Theory]
    [InlineData("rgb.png", "image/png", "png")]
    [InlineData("gray16.png", "image/png", "png")]
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

    [Fact]
    public void Prepare_Gray16Tiff_HighByte()
    {
        var (bytes, _, _) = ImageTransport.Prepare(Bytes("gray16.tif"), "original-hash", Accepted);
        using var pattern = PatternImage.Create(37, 23);
        using var actual = ImageDecoder.DecodeRgb(bytes);
        for (var i = 0; i < pattern.Pixels.Length; i++)
            Assert.Equal(pattern.Pixels[i / 3 * 3] * 3 / 256, actual.Pixels[i]);
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

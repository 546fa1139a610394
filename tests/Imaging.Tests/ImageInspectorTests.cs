using System.Buffers.Binary;
using System.IO.Hashing;
using CsCheck;
using MuBench.Imaging;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Imaging;

public sealed class ImageInspectorTests
{
    [Theory]
    [MemberData(nameof(ImageDecoderTests.Files), MemberType = typeof(ImageDecoderTests))]
    public void Inspect_ReferenceFile_CodecAndSize(string file)
    {
        var codec = Path.GetExtension(file)[1..] switch { "jpg" => "jpeg", "tif" => "tiff", var other => other };
        Assert.Equal(new ImageHeader(codec, 37, 23), ImageInspector.Inspect(Bytes(file)));
    }

    [Theory]
    [MemberData(nameof(ImageDecoderTests.Files), MemberType = typeof(ImageDecoderTests))]
    public void Inspect_CutAnywhere_ImageException(string file)
    {
        // Only the first page or frame is used, and these files have further ones after it.
        Assert.SkipWhen(file is "pages.tif" or "frames.gif", "A cut behind the first page leaves it whole.");
        var encoded = Bytes(file);
        // A GIF may lack its trailer, and TIFF writers add padding; every other byte is needed.
        var end = Path.GetExtension(file) switch { ".gif" => encoded.Length - 1, ".tif" => encoded.Length / 3, _ => encoded.Length };
        for (var length = 0; length < end; length++)
            Assert.Throws<ImageException>(() => ImageInspector.Inspect(encoded.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(1, 65_536)]
    [InlineData(65_536, 1)]
    [InlineData(1, 100_000_000)]
    public void Inspect_SideOverTheLimit_IsAFaultThatSaysSo(int width, int height)
    {
        var exception = Assert.Throws<ImageException>(() => ImageInspector.Inspect(BlankPng.Encode(width, height)));

        Assert.Contains("65,535 pixels to a side", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_LongestSide_Passes() => Assert.Equal(65_535, ImageInspector.Inspect(BlankPng.Encode(1, 65_535)).Height);

    [Fact]
    public void Inspect_JpegOfScansWithoutEnd_IsAFaultThatSaysSo()
    {
        // A frame of 20,000 x 5,000 pixels with scans of a few bytes each. A decoder goes over the whole frame for every scan.
        byte[] start = [0xFF, 0xD8, 0xFF, 0xC2, 0, 11, 8, 0x13, 0x88, 0x4E, 0x20, 1, 1, 0x11, 0];
        byte[] scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, 0x00];
        byte[] Of(int scans) => [.. start, .. Enumerable.Repeat(scan, scans).SelectMany(bytes => bytes), 0xFF, 0xD9];

        Assert.Equal(20_000, ImageInspector.Inspect(Of(10)).Width);
        Assert.Contains("too much work", Assert.Throws<ImageException>(() => ImageInspector.Inspect(Of(11))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_PngWithFlippedBits_ImageException()
    {
        var encoded = Bytes("rgb.png");
        Gen.Select(Gen.Int[8, encoded.Length - 1], Gen.Int[0, 7]).Sample((at, bit) =>
        {
            var damaged = encoded.ToArray();
            damaged[at] ^= (byte)(1 << bit);
            Assert.Throws<ImageException>(() => ImageInspector.Inspect(damaged));
        });
    }

    [Fact]
    public void Inspect_PngDataByteFlipped_NamesTheChecksum()
    {
        var encoded = Bytes("rgb.png");
        encoded[encoded.Length / 2] ^= 1;
        var exception = Assert.Throws<ImageException>(() => ImageInspector.Inspect(encoded));
        Assert.Contains("checksum (CRC) of chunk IDAT", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_AnyBytesAfterAnyMagic_HeaderOrImageException()
    {
        byte[][] starts =
        [
            [], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0xFF, 0xD8, 0xFF], .. new[] { "GIF89a", "RIFF", "II*\0", "MM\0*", "II+\0", "BM" }
                .Select(text => System.Text.Encoding.Latin1.GetBytes(text)),
        ];
        Gen.Select(Gen.Int[0, starts.Length - 1], Gen.Byte.Array[0, 200]).Sample((start, rest) =>
        {
            try
            {
                ImageInspector.Inspect([.. starts[start], .. rest]);
            }
            catch (ImageException)
            {
                // The documented exception.
            }
        }, iter: 3000);
    }

    [Theory]
    [MemberData(nameof(ImageDecoderTests.Files), MemberType = typeof(ImageDecoderTests))]
    public void Inspect_AnyByteReplaced_HeaderOrImageException(string file)
    {
        var encoded = Bytes(file);
        Gen.Select(Gen.Int[0, encoded.Length - 1], Gen.Byte, Gen.Int[0, encoded.Length - 1], Gen.Byte).Sample((i, a, j, b) =>
        {
            var damaged = encoded.ToArray();
            (damaged[i], damaged[j]) = (a, b);
            try
            {
                ImageInspector.Inspect(damaged);
            }
            catch (ImageException)
            {
                // The documented exception.
            }
        }, iter: 300);
    }

    [Theory]
    [InlineData(20_000, 20_000, "over the limit of 100,000,000 pixels")]
    [InlineData(uint.MaxValue, uint.MaxValue, "over the limit")]
    [InlineData(0, 5, "no pixels")]
    public void Inspect_PngSize_Refused(uint width, uint height, string says)
    {
        var encoded = Bytes("rgb.png");
        BinaryPrimitives.WriteUInt32BigEndian(encoded.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(encoded.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(encoded.AsSpan(29), Crc32.HashToUInt32(encoded.AsSpan(12, 17)));
        var exception = Assert.Throws<ImageException>(() => ImageInspector.Inspect(encoded));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_MaxPixels_IsInclusive()
    {
        Assert.Equal(37, ImageInspector.Inspect(Bytes("rgb.png"), 37 * 23).Width);
        Assert.Throws<ImageException>(() => ImageInspector.Inspect(Bytes("rgb.png"), 37 * 23 - 1));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("<html>", "no PNG, JPEG, GIF, WebP, TIFF or BMP")]
    public void Inspect_NoImage_SaysSo(string text, string says)
    {
        var exception = Assert.Throws<ImageException>(() => ImageInspector.Inspect(System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(ImageDecoderTests.DataFolder, file));
}

using System.Buffers.Binary;
using System.IO.Hashing;
using MuBench.Imaging;

namespace MuBench.Tests.Imaging;

public sealed class DamagedDataTests
{
    [Fact]
    public void DecodeRgb_PngDataDamagedUnderRightChecksum_ImageException()
    {
        var encoded = File.ReadAllBytes(Path.Combine(ImageDecoderTests.DataFolder, "rgb.png"));
        var length = BinaryPrimitives.ReadInt32BigEndian(encoded.AsSpan(33));
        encoded.AsSpan(41 + length / 2, length / 4).Fill(0xA5);
        BinaryPrimitives.WriteUInt32BigEndian(encoded.AsSpan(41 + length), Crc32.HashToUInt32(encoded.AsSpan(37, 4 + length)));
        Assert.Equal(37, ImageInspector.Inspect(encoded).Width);
        Assert.Throws<ImageException>(() => ImageDecoder.DecodeRgb(encoded));
    }

    [Fact]
    public void DecodeRgb_TiffDataDamaged_ImageException()
    {
        var encoded = File.ReadAllBytes(Path.Combine(ImageDecoderTests.DataFolder, "lzw.tif"));
        encoded.AsSpan(encoded.Length / 3, encoded.Length / 3).Fill(0xFF);
        Assert.Throws<ImageException>(() => ImageDecoder.DecodeRgb(encoded));
    }
}

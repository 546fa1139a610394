using System.Text.Json;
using MuBench.Imaging;
using MuBench.Imaging.Display;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Imaging.Display;

/// <summary>Floating-point, signed and 32-bit samples, as NumPy and Pillow show them (data/make_wide.py).</summary>
public sealed class WideImageTests
{
    private const int Width = 16, Height = 12;

    private static readonly JsonElement Cases = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Path("tests/Imaging.Tests/data/wide.json"))).RootElement;

    public static TheoryData<string> Kinds() => new("float32", "uint32", "int32", "int16");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void DecodeRgb_AnyRule_ShowsWhatNumPyAndPillowShow(string kind)
    {
        var encoded = Encode(kind);
        foreach (var rule in (string[])["minmax", "percentile 10-90", "full 1-60", "authors"])
        {
            var expected = Cases.GetProperty(kind).GetProperty(rule);
            using var picture = ImageDecoder.DecodeRgb(encoded, DisplayRule.Parse(rule), out var shown);
            var red = picture.Pixels.ToArray().Where((_, index) => index % 3 == 0).Select(value => (int)value).ToArray();
            Assert.Equal(expected.EnumerateArray().Select(value => value.GetInt32()), red);
            Assert.Equal(rule, shown.Display);
            var sent = ImageTransport.Prepare(encoded, "hash", new HashSet<string> { ImageCodecs.Png, ImageCodecs.Tiff }, DisplayRule.Parse(rule));
            using var received = ImageDecoder.DecodeRgb(sent.Bytes);
            Assert.True(picture.Pixels.SequenceEqual(received.Pixels), rule);
            if (rule == "percentile 10-90")
                Assert.Equal(Cases.GetProperty(kind).GetProperty("window").EnumerateArray().Select(value => value.GetDouble()), shown.Window!);
        }
    }

    [Fact]
    public void DecodeRgb_OneSampleThroughout_IsBlackAndNoSampleIsRefused()
    {
        using var even = ImageDecoder.DecodeRgb(Float([2.5f, 2.5f, 2.5f, 2.5f]), DisplayRule.Default, out var shown);
        Assert.False(even.Pixels.ContainsAnyExcept((byte)0));
        Assert.Equal([2.5, 2.5], shown.Window!);
        Assert.Contains(
            "has no finite sample", Assert.Throws<ImageException>(() => ImageDecoder.DecodeRgb(Float([float.NaN, float.PositiveInfinity, float.NaN, float.NaN]), DisplayRule.Default, out _)).Message,
            StringComparison.Ordinal);
        using var far = ImageDecoder.DecodeRgb(Float([-float.MaxValue, 0, float.MaxValue, 0]), DisplayRule.Parse("minmax"), out _);
        Assert.Equal([0, 128, 255, 128], far.Pixels.ToArray().Where((_, index) => index % 3 == 0));
    }

    [Fact]
    public void DecodeRgb_FullWithoutARange_IsRefused() =>
        Assert.Contains(
            "'full' has no range", Assert.Throws<ImageException>(() => ImageDecoder.DecodeRgb(Encode("float32"), DisplayRule.Parse("full"), out _)).Message, StringComparison.Ordinal);

    [Fact]
    public void DecodeRgb_ColoursByTheAuthorsRule_AreRefused()
    {
        var colours = new TestTiff { Bits = 32, Format = 3, Channels = 3, Photometric = 2 }.Encode(2, 2);
        Assert.Contains(
            "the authors' loader cannot read", Assert.Throws<ImageException>(() => ImageDecoder.DecodeRgb(colours, DisplayRule.Authors, out _)).Message, StringComparison.Ordinal);
    }

    private static byte[] Float(float[] samples) => new TestTiff { Bits = 32, Format = 3 }.Encode(2, 2, [.. samples.SelectMany(BitConverter.GetBytes)]);

    private static byte[] Encode(string kind)
    {
        var samples = Enumerable.Range(0, Width * Height).Select(index => (double)(index * 37 % 101)).ToArray();
        return kind switch
        {
            "float32" => new TestTiff { Bits = 32, Format = 3 }.Encode(Width, Height, [.. samples.Select((sample, index) => index switch
            {
                5 => float.NaN,
                6 => float.PositiveInfinity,
                7 => float.NegativeInfinity,
                _ => (float)((sample - 30) / 7),
            }).SelectMany(BitConverter.GetBytes)]),
            "uint32" => new TestTiff { Bits = 32 }.Encode(Width, Height, [.. samples.SelectMany(sample => BitConverter.GetBytes((uint)(sample * 40_000_003)))]),
            "int32" => new TestTiff { Bits = 32, Format = 2 }.Encode(Width, Height, [.. samples.SelectMany(sample => BitConverter.GetBytes((int)((sample - 50) * 1000)))]),
            _ => new TestTiff { Bits = 16, Format = 2 }.Encode(Width, Height, [.. samples.SelectMany(sample => BitConverter.GetBytes((short)((sample - 50) * 4)))]),
        };
    }
}

using MuBench.Imaging;
using MuBench.TestUtils;

namespace MuBench.Tests.Imaging;

public sealed class ImageDecoderTests
{
    // Versions of libwebp round differently; those of libjpeg-turbo do not.
    private static readonly Dictionary<string, int> Tolerance = new() { ["lossy.webp"] = 1 };

    public static string DataFolder { get; } = RepositoryFiles.Path("tests/Imaging.Tests/data/decode");

    public static TheoryData<string> Files() =>
        new(Directory.GetFiles(DataFolder).Where(file => !file.EndsWith(".rgb", StringComparison.Ordinal)).Select(Path.GetFileName).Order()!);

    [Theory]
    [MemberData(nameof(Files))]
    public void DecodeRgb_PillowReference_SamePixels(string file)
    {
        using var image = ImageDecoder.DecodeRgb(File.ReadAllBytes(Path.Combine(DataFolder, file)));
        var expected = File.ReadAllBytes(Path.Combine(DataFolder, file + ".rgb"));
        Assert.Equal(expected.Length, image.Width * image.Height * 3);
        var worst = 0;
        for (var i = 0; i < expected.Length; i++)
            worst = Math.Max(worst, Math.Abs(expected[i] - image.Pixels[i]));
        Assert.InRange(worst, 0, Tolerance.GetValueOrDefault(file));
    }

    [Fact]
    public void DecodeRgb_SliceOfLargerMemory_DecodesTheSlice()
    {
        var encoded = File.ReadAllBytes(Path.Combine(DataFolder, "rgb.png"));
        var pack = new byte[encoded.Length + 50];
        encoded.CopyTo(pack, 17);
        using var image = ImageDecoder.DecodeRgb(pack.AsMemory(17, encoded.Length));
        Assert.True(image.Pixels.SequenceEqual(File.ReadAllBytes(Path.Combine(DataFolder, "rgb.png.rgb"))));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void DecodeRgb_AnyDamage_OnlyImageException(string file)
    {
        var encoded = File.ReadAllBytes(Path.Combine(DataFolder, file));
        for (var i = 0; i < 40; i++)
        {
            var damaged = encoded.ToArray();
            damaged[(i * 7919 + 13) % damaged.Length] ^= (byte)(1 << (i % 8));
            damaged[(i * 104729 + 5) % damaged.Length] = (byte)(i * 37);
            try
            {
                ImageDecoder.DecodeRgb(damaged).Dispose();
            }
            catch (ImageException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }

    [Fact]
    public void DecodeRgb_ManyThreads_SamePixels()
    {
        var files = Files().Select(row => row.Data).ToArray();
        Parallel.For(0, files.Length * 4, i =>
        {
            var file = Path.Combine(DataFolder, files[i % files.Length]);
            using var once = ImageDecoder.DecodeRgb(File.ReadAllBytes(file));
            using var again = ImageDecoder.DecodeRgb(File.ReadAllBytes(file));
            Assert.True(once.Pixels.SequenceEqual(again.Pixels));
        });
    }
}

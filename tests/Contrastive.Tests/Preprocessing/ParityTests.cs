using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using MuBench.Contrastive;
using MuBench.Imaging;
using MuBench.Imaging.Display;
using MuBench.Json;
using MuBench.TestUtils;
using MuBench.TestUtils.Imaging;

namespace MuBench.Tests.Contrastive.Preprocessing;

/// <summary>
/// Compares decoding, resizing and cropping of the shipped and shared images, and resizes of random sizes, with stored results of
/// Pillow (data/make_parity.py). The target is a difference of at most one level, 0.02 on average; in fact the bytes are equal.
/// </summary>
public sealed class ParityTests
{
    private const int Edge = 224;

    private static string Data(string file) => RepositoryFiles.Path("tests/Imaging.Tests/data", file);

    [Theory]
    [InlineData("quickstart", 204)]
    [InlineData("microscopy-mini", 76)]
    [InlineData("ubench-rows", 10)]
    public void Preprocess_ImagesOfOrigin_PillowsPixels(string origin, int count)
    {
        var images = ImagesOf(origin);
        Assert.SkipUnless(images is not null, $"The images of {origin} are not here (MUBENCH_TEST_DATA).");
        var bytes = images.DistinctBy(image => Hashing.Sha256(image)).ToDictionary(image => Hashing.Sha256(image));
        var references = File.ReadLines(Data("parity.jsonl")).Select(line => JsonSerializer.Deserialize<Reference>(line, JsonSerializerOptions.Web)!)
            .Where(reference => reference.Origin == origin).ToList();
        Assert.Equal(count, references.Count);
        foreach (var reference in references)
        {
            using var seen = Preprocess(bytes[reference.Image]);
            Assert.True(reference.Pixels == Hashing.Sha256(seen.Pixels), $"{origin} {reference.Image}: Pillow's pixels have the mean {reference.Mean}, these {Mean(seen)}");
        }
    }

    [Fact]
    public void Resize_RandomSizes_PillowsBytes()
    {
        foreach (var line in File.ReadLines(Data("resize-random.jsonl")))
        {
            var reference = JsonSerializer.Deserialize<Resize>(line, JsonSerializerOptions.Web)!;
            using var source = PatternImage.Create(reference.Width, reference.Height);
            using var result = PilResize.Resize(source, reference.OutWidth, reference.OutHeight, (ResizeFilter)reference.Filter);
            Assert.True(reference.Sha256 == Hashing.Sha256(result.Pixels), line);
        }
    }

    [Theory]
    [InlineData("pages.tif", true)]
    [InlineData("frames.gif", true)]
    [InlineData("lzw.tif", false)]
    [InlineData("gray-big-endian.tif", false)]
    [InlineData("palette.gif", false)]
    [InlineData("lossy.webp", false)]
    [InlineData("rgb.png", false)]
    public void DecodeRgb_SeveralPages_SaysSo(string file, bool several)
    {
        using var image = ImageDecoder.DecodeRgb(File.ReadAllBytes(Path.Combine(RepositoryFiles.Path("tests/Imaging.Tests/data/decode"), file)), DisplayRule.Authors, out var shown);
        Assert.Equal(several, shown.FirstOfSeveral);
    }

    private static RgbImage Preprocess(byte[] encoded)
    {
        var spec = new PreprocessSpec { ShortestEdge = Edge, Crop = (Edge, Edge) };
        using var picture = ImageDecoder.DecodeRgb(encoded);
        var (width, height) = spec.Resized(picture.Width, picture.Height);
        return PilResize.Resize(picture, width, height, ResizeFilter.Bicubic, new PixelBox(spec.CropStart(width, Edge), spec.CropStart(height, Edge), Edge, Edge));
    }

    private static double Mean(RgbImage image)
    {
        var sum = 0L;
        foreach (var value in image.Pixels)
            sum += value;
        return (double)sum / image.Pixels.Length;
    }

    private static List<byte[]>? ImagesOf(string origin)
    {
        if (origin == "ubench-rows")
            return TestData.TryFind(origin) is { } rows ? [.. Directory.GetFiles(rows, "*.png").Select(File.ReadAllBytes)] : null;
        var folder = origin == "quickstart" ? RepositoryFiles.Path("samples/quickstart/dataset") : TestData.TryFind(origin);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.arrow").SelectMany(ImagesOfArrow)] : null;
    }

    private static IEnumerable<byte[]> ImagesOfArrow(string path)
    {
        using var reader = new ArrowStreamReader(File.OpenRead(path));
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            using (batch)
            {
                var images = (BinaryArray)((StructArray)batch.Column("image")).Fields[0];
                for (var row = 0; row < batch.Length; row++)
                    yield return images.GetBytes(row).ToArray();
            }
        }
    }

    private sealed record Reference(string Origin, string Image, string Pixels, double Mean);

    private sealed record Resize(int Width, int Height, int OutWidth, int OutHeight, int Filter, string Sha256);
}

using System.Text.Json;
using CsCheck;
using MuBench.Imaging;
using MuBench.Json;
using MuBench.TestUtils;
using MuBench.TestUtils.Imaging;

namespace MuBench.Tests.Imaging;

public sealed class PilResizeTests
{
    public static TheoryData<string> References()
    {
        var data = new TheoryData<string>();
        foreach (var line in File.ReadLines(RepositoryFiles.Path("tests/Imaging.Tests/data/resize.json")))
        {
            if (line.StartsWith('{'))
                data.Add(line.TrimEnd(','));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(References))]
    public void Resize_PillowReference_SameBytes(string json)
    {
        var reference = JsonSerializer.Deserialize<Reference>(json, JsonSerializerOptions.Web)!;
        using var source = PatternImage.Create(reference.Width, reference.Height);
        foreach (var vector in new[] { false, System.Runtime.Intrinsics.X86.Avx2.IsSupported })
        {
            var whole = new PixelBox(0, 0, reference.OutWidth, reference.OutHeight);
            using var result = PilResize.Resize(
                source, reference.OutWidth, reference.OutHeight, (ResizeFilter)reference.Filter, whole, vector);
            Assert.Equal(reference.First, result.Pixels[..reference.First.Length].ToArray().Select(value => (int)value));
            Assert.Equal(reference.Sha256, Hashing.Sha256(result.Pixels));
        }
    }

    [Fact]
    public void Resize_PartOfResult_EqualsThatPartOfTheWhole()
    {
        var size = Gen.Int[1, 70];
        Gen.Select(size, size, size, size, Gen.Int[1, 5], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Bool)
            .Sample((width, height, outWidth, outHeight, filter, x, y, vector) =>
            {
                var part = new PixelBox(x % outWidth, y % outHeight, 0, 0);
                part = part with { Width = 1 + x / 7 % (outWidth - part.Left), Height = 1 + y / 7 % (outHeight - part.Top) };
                using var source = PatternImage.Create(width, height);
                using var whole = PilResize.Resize(
                    source, outWidth, outHeight, (ResizeFilter)filter, new PixelBox(0, 0, outWidth, outHeight), vector: false);
                using var result = PilResize.Resize(
                    source, outWidth, outHeight, (ResizeFilter)filter, part, vector && System.Runtime.Intrinsics.X86.Avx2.IsSupported);
                for (var row = 0; row < part.Height; row++)
                {
                    var expected = whole.Pixels.Slice(((part.Top + row) * outWidth + part.Left) * 3, part.Width * 3);
                    Assert.True(expected.SequenceEqual(result.Pixels.Slice(row * part.Width * 3, part.Width * 3)));
                }
            }, iter: 500);
    }

    [Fact]
    public void Resize_PartBeyondResult_Throws()
    {
        using var source = PatternImage.Create(4, 4);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => PilResize.Resize(source, 8, 8, ResizeFilter.Bicubic, new PixelBox(4, 0, 5, 8)));
    }

    private sealed record Reference(int Width, int Height, int OutWidth, int OutHeight, int Filter, string Sha256, int[] First);
}

using MuBench.Imaging;
using MuBench.Imaging.Display;
using MuBench.TestUtils;
using MuBench.TestUtils.Fuzzing;

namespace MuBench.Tests.Imaging.Fuzzing;

/// <summary>
/// For any bytes of an image, inspecting, decoding, sending and making a thumbnail end in a result or in an
/// <see cref="ImageException"/>.
/// </summary>
[Collection(RunsAlone.Name)]
public sealed class ImageFuzzTests
{
    private const long MaxPixels = 1_000_000;

    private static readonly HashSet<string> Codecs = [ImageCodecs.Png, ImageCodecs.Jpeg, ImageCodecs.Webp, ImageCodecs.Gif];

    private static readonly IReadOnlyList<byte[]> Seeds =
    [
        .. Directory.EnumerateFiles(RepositoryFiles.Path("tests/Imaging.Tests/data/decode")).Where(file => !file.EndsWith(".rgb", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
    ];

    [Fact]
    public Task Decode_ImageWithArbitraryEdits_GivesPixelsOrAnImageException() => FuzzRun.RunAsync("image", 2_500, random => Mutations.Bytes(random, Seeds), bytes =>
    {
        if (Try(() => ImageInspector.Inspect(bytes, MaxPixels)))
        {
            Try(() => ImageDecoder.DecodeRgb(bytes, MaxPixels));
            Try(() => ImageTransport.Prepare(bytes, new string('0', 64), Codecs, DisplayRule.Default));
            Try(() => Thumbnail.WebP(bytes, new string('0', 64), 64, DisplayRule.Default));
        }

        return Task.CompletedTask;
    }, bytes => bytes);

    private static bool Try<TResult>(Func<TResult> look)
    {
        try
        {
            look();
            return true;
        }
        catch (ImageException fault)
        {
            Assert.NotEmpty(fault.Message);
            return false;
        }
    }
}

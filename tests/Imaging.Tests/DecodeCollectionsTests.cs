using MuBench.Imaging;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Imaging;

/// <summary>Decoding leaves the garbage collector alone: a collection stops every thread that decodes.</summary>
[Collection(RunsAlone.Name)]
public sealed class DecodeCollectionsTests
{
    [Fact]
    public void DecodeRgb_ManyImages_CausesHardlyAnyFullCollection()
    {
        const int Images = 200;
        var png = TestPng.Encode(300, 300, seed: 1); // 285 kB
        ImageDecoder.DecodeRgb(png).Dispose();
        var before = GC.CollectionCount(GC.MaxGeneration);

        for (var image = 0; image < Images; image++)
            ImageDecoder.DecodeRgb(png).Dispose();

        Assert.InRange(GC.CollectionCount(GC.MaxGeneration) - before, 0, 2);
    }
}

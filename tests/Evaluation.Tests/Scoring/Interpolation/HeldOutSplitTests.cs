using CsCheck;
using MuBench.Scoring.Interpolation;

namespace MuBench.Tests.Scoring.Interpolation;

public sealed class HeldOutSplitTests
{
    // Few pictures, so that some rows show the same one.
    private static readonly Gen<HeldOutSplit.Image[]> Images = Gen.Select(Gen.Int[0, 300], Gen.Int[0, 3], Gen.Int[-1, 4]).Array[0, 80].Select(images =>
        images.Select((image, row) => (Row: row, Picture: image.Item1, Source: image.Item2, Label: image.Item3))
            .GroupBy(image => image.Picture)
            .SelectMany(rows => rows.Select(row => new HeldOutSplit.Image(
                row.Row, $"{rows.Key:x4}", $"source{rows.First().Source}", rows.First().Label < 0 ? null : $"label{rows.First().Label}")))
            .OrderBy(image => image.Row).ToArray());

    [Fact]
    public void Choose_AnyImages_SplitsEverySourceAndLabelEvenlyUpToOnePicture() => Gen.Select(Images, Gen.Int).Sample((images, seed) =>
    {
        var choosing = HeldOutSplit.Choose(images, seed);

        Assert.Subset(images.Select(image => image.Row).ToHashSet(), choosing.ToHashSet());
        var pictures = images.DistinctBy(image => image.Sha256).ToList();
        AssertEven(pictures, choosing);
        Assert.All(pictures.GroupBy(image => image.Source), source => AssertEven(source, choosing));
        Assert.All(pictures.GroupBy(image => (image.Source, image.Label)), label => AssertEven(label, choosing));
    });

    [Fact]
    public void Choose_RowsOfOnePicture_StayTogether() => Gen.Select(Images, Gen.Int).Sample((images, seed) =>
    {
        var choosing = HeldOutSplit.Choose(images, seed);

        Assert.All(images.GroupBy(image => image.Sha256), rows => Assert.Single(rows.Select(row => choosing.Contains(row.Row)).Distinct()));
    });

    [Fact]
    public void Choose_SameSeed_SplitsAlikeInWhateverOrder() => Gen.Select(Images, Gen.Int).Sample((images, seed) =>
        Assert.Equal(HeldOutSplit.Choose(images, seed).Order(), HeldOutSplit.Choose(images.Reverse(), seed).Order()));

    [Fact]
    public void Choose_OtherSeed_SplitsOtherwise()
    {
        var images = Enumerable.Range(0, 64).Select(row => new HeldOutSplit.Image(row, $"{row}", "s", null)).ToArray();

        Assert.NotEqual(HeldOutSplit.Choose(images, 0).Order(), HeldOutSplit.Choose(images, 1).Order());
    }

    private static void AssertEven(IEnumerable<HeldOutSplit.Image> pictures, IReadOnlySet<int> choosing)
    {
        var chosen = pictures.Select(picture => choosing.Contains(picture.Row)).ToList();
        Assert.InRange(chosen.Count(half => half) - chosen.Count(half => !half), -1, 1);
    }
}

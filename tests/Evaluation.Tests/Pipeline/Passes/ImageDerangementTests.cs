using CsCheck;
using MuBench.Pipeline.Passes;

namespace MuBench.Tests.Pipeline.Passes;

public sealed class ImageDerangementTests
{
    private static readonly Gen<RunImage[]> Runs = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 12], (source, picture) => (source, picture)).Array[2, 40]
        .Select(images => images.Select((image, row) => new RunImage(row, $"s{image.source}", $"p{image.picture}")).ToArray());

    private static readonly Gen<RunImage[]> DistinctPictures = Gen.Int[0, 3].Array[2, 60]
        .Select(sources => sources.Select((source, row) => new RunImage(row, $"s{source}", $"p{row}")).ToArray());

    [Fact]
    public void Of_AnyRun_ShowsNoImageItsOwnPicture() => Gen.Select(Runs, Gen.Int).Sample((images, seed) =>
    {
        if (images.DistinctBy(image => image.Sha256).Count() < 2)
            return;
        var shown = ImageDerangement.Of(images, seed);
        Assert.Equal(images.Length, shown.Count);
        Assert.All(images, image => Assert.NotEqual(image.Sha256, images[shown[image.Row]].Sha256));
    });

    [Fact]
    public void Of_SourceWithoutADominantPicture_StaysInItAndShowsEachOnce() => Gen.Select(DistinctPictures, Gen.Int).Sample((images, seed) =>
    {
        var shown = ImageDerangement.Of(images, seed);
        foreach (var source in images.GroupBy(image => image.Source).Where(source => source.Count() > 1))
        {
            Assert.Equal(source.Select(image => image.Row).Order(), source.Select(image => shown[image.Row]).Order());
        }
    });

    [Fact]
    public void Of_OrderOfTheImages_DoesNotMatter() => Gen.Select(DistinctPictures, Gen.Int).Sample((images, seed) =>
        Assert.Equal(ImageDerangement.Of(images, seed), ImageDerangement.Of([.. images.Reverse()], seed)));

    [Fact]
    public void Of_SourceMostlyOnePicture_StillFindsAnotherOfTheSource()
    {
        RunImage[] images = [new(0, "s", "a"), new(1, "s", "a"), new(2, "s", "a"), new(3, "s", "b"), new(4, "t", "c"), new(5, "t", "d")];

        var shown = ImageDerangement.Of(images, 0);

        Assert.All([0, 1, 2], row => Assert.Equal(3, shown[row]));
    }

    [Fact]
    public void Of_Classes_MeetTheirOwnAsOftenAsByChance()
    {
        // Rows are sorted by class, as in releases, so a neighbour would nearly always have the same class.
        var images = Enumerable.Range(0, 2000).Select(row => new RunImage(row, "s", $"p{row}")).ToArray();

        var shown = ImageDerangement.Of(images, 1);

        Assert.InRange(images.Count(image => shown[image.Row] / 500 == image.Row / 500), 430, 570); // 4 classes: 500 expected by chance, with s = 19
    }

    [Fact]
    public void Of_OnePictureOnly_SaysThatThereIsNoOther()
    {
        var fault = Assert.Throws<UserException>(() => ImageDerangement.Of([new(0, "s", "a"), new(1, "t", "a")], 0));

        Assert.Contains("shuffled-image", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OtherSeed_DealsOtherwise()
    {
        var images = Enumerable.Range(0, 50).Select(row => new RunImage(row, "s", $"p{row}")).ToArray();

        Assert.NotEqual(ImageDerangement.Of(images, 0), ImageDerangement.Of(images, 1));
    }
}

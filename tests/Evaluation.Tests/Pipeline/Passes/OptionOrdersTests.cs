using CsCheck;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Pipeline.Passes;
using MuBench.Tests.Scoring;

namespace MuBench.Tests.Pipeline.Passes;

public sealed class OptionOrdersTests
{
    private static readonly ImageRecord Image = ScoringData.Image(0) with { Sha256 = "ab" };

    private static readonly Gen<Question> AnyQuestion =
        from count in Gen.Int[1, 7]
        from answer in Gen.Int[0, count - 1]
        from none in Gen.Int[-1, count - 1]
        select new Question
        {
            Key = "modality", Text = "?", AnswerIndex = answer,
            Options = [.. Enumerable.Range(0, count).Select(index => index == none ? "None of the above." : $"option {index}")],
        };

    [Fact]
    public void Of_AnyQuestion_IsAPermutationThatMapsBack() => Gen.Select(AnyQuestion, Pass(), Gen.Int).Sample((question, pass, seed) =>
    {
        var order = OptionOrders.Of(Image, question, pass, seed);

        Assert.Equal(Enumerable.Range(0, question.Options.Count), order.Order());
        var shown = OptionOrders.Apply(question, order);
        for (var place = 0; place < order.Length; place++)
            Assert.Equal(question.Options[order[place]], shown.Options[place]);
        Assert.Equal(question.Options[question.AnswerIndex], shown.Options[shown.AnswerIndex]);
        Assert.Equal(question.AnswerIndex, order[shown.AnswerIndex]);
    });

    [Fact]
    public void Of_Pinned_KeepsNoneOfTheAboveLast() => Gen.Select(AnyQuestion, Pass(PermutationsManifest.Pinned), Gen.Int).Sample((question, pass, seed) =>
    {
        var shown = OptionOrders.Apply(question, OptionOrders.Of(Image, question, pass, seed));

        Assert.DoesNotContain(shown.Options.SkipLast(1), OptionOrders.IsNoneOfTheAbove);
    });

    [Fact]
    public void Of_Free_PutsEveryOptionAtEveryPlaceOnceARound() => Gen.Select(AnyQuestion, Gen.Int).Sample((question, seed) =>
    {
        var count = question.Options.Count;
        var orders = Enumerable.Range(1, count)
            .Select(number => OptionOrders.Of(Image, question, new ModelPass("m", PassKinds.Order, number, PermutationsManifest.Free), seed)).ToArray();

        for (var place = 0; place < count; place++)
            Assert.Equal(Enumerable.Range(0, count), orders.Select(order => order[place]).Order());
    });

    [Fact]
    public void Of_SamePictureElsewhere_HasTheSameOrder() => Gen.Select(AnyQuestion, Pass(), Gen.Int).Sample((question, pass, seed) =>
        Assert.Equal(OptionOrders.Of(Image, question, pass, seed), OptionOrders.Of(Image with { Row = 7, Source = "other" }, question, pass, seed)));

    [Fact]
    public void Letters_OfAnOrder_NameTheStoredOptions() => Assert.Equal("CABD", OptionOrders.Letters([2, 0, 1, 3]));

    private static Gen<ModelPass> Pass(string? mode = null) =>
        from number in Gen.Int[1, 30]
        from free in Gen.Bool
        select new ModelPass("m", PassKinds.Order, number, mode ?? (free ? PermutationsManifest.Free : PermutationsManifest.Pinned));
}

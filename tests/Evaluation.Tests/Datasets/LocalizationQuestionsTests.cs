using MuBench.Datasets;

namespace MuBench.Tests.Datasets;

public sealed class LocalizationQuestionsTests
{
    [Fact]
    public void Of_BoxesOfSeveralClasses_AsksOncePerClassInOrder()
    {
        var questions = LocalizationQuestions.Of(Image(
            [new("nucleus", [1, 2, 3, 4]), new("cell", [0, 0, 9, 9]), new("nucleus", [5, 6, 7, 8])], [new("cell", [0, 0, 9, 0, 9, 9])])).ToList();

        Assert.Equal(["localization:cell", "localization:nucleus"], questions.Select(question => question.Key));
        Assert.All(questions, question => Assert.Equal("localization", question.TaskName));
        Assert.Equal([[1, 2, 3, 4], [5, 6, 7, 8]], questions[1].Target!.Boxes);
        Assert.Empty(questions[1].Target!.Polygons);
        Assert.Equal([0, 0, 9, 9], Assert.Single(questions[0].Target!.Boxes));
        Assert.Single(questions[0].Target!.Polygons);
    }

    [Fact]
    public void Of_PolygonsAlone_AreBoxedAround() =>
        Assert.Equal([2, 1, 8, 7.5f], Assert.Single(Assert.Single(LocalizationQuestions.Of(Image(null, [new("cell", [2, 3, 8, 1, 5, 7.5f])]))).Target!.Boxes));

    [Fact]
    public void Of_BoxWithCornersOutOfOrder_StaysAsItIs() =>
        Assert.Equal([0, 136, 382, 49], Assert.Single(Assert.Single(LocalizationQuestions.Of(Image([new("cell", [0, 136, 382, 49])], null))).Target!.Boxes));

    [Fact]
    public void Of_RegionsWithoutANameOrAPlace_AreNotAskedFor() =>
        Assert.Empty(LocalizationQuestions.Of(Image([new("", [0, 0, 1, 1]), new("cell", [0, 0])], [new("", [0, 0, 1, 1, 2, 2])])));

    [Fact]
    public void Of_ImageWithoutRegions_AsksNothing() => Assert.Empty(LocalizationQuestions.Of(Image(null, null)));

    private static ImageRecord Image(IReadOnlyList<Region>? boxes, IReadOnlyList<Region>? polygons) =>
        new() { Row = 0, Source = "s", Offset = 0, Length = 0, Sha256 = "", Questions = [], Captions = [], Boxes = boxes, Polygons = polygons };
}

using MuBench.Datasets;
using MuBench.Pipeline.Planning;

namespace MuBench.Tests.Pipeline;

/// <summary>The questions of an image that a manifest's tasks select.</summary>
public sealed class TaskSelectionTests
{
    private static readonly ImageRecord Image = new()
    {
        Row = 0,
        Source = "slides",
        Offset = 0,
        Length = 1,
        Sha256 = "00",
        Captions = [],
        Questions =
        [
            Of("cell_count"), Of("classification"), Of("cognition_0"), Of("cognition_12"), Of("modality"),
            Of("mitosis") with { Task = "grading" }, Of("necrosis") with { Task = "grading" },
        ],
    };

    [Theory]
    [InlineData("coarse", "modality")]
    [InlineData("fine", "classification")]
    [InlineData("fine/slides", "classification")]
    [InlineData("fine/others", "")]
    [InlineData("fine/classification", "")]
    [InlineData("coarse/slides", "")]
    [InlineData("cognition", "cognition_0 cognition_12")]
    [InlineData("cognition/slides", "cognition_0 cognition_12")]
    [InlineData("cell_count", "cell_count")]
    [InlineData("cell_count/slides", "cell_count")]
    [InlineData("grading", "mitosis necrosis")]
    [InlineData("grading/necrosis", "necrosis")]
    [InlineData("mitosis", "")]
    [InlineData("coarse/modality,grading/mitosis", "modality mitosis")]
    public void Of_Tasks_SelectsTheirQuestions(string tasks, string keys) =>
        Assert.Equal(keys, string.Join(' ', new TaskSelection(tasks.Split(',')).Of(Image).Select(question => question.Key)));

    private static Question Of(string key) => new() { Key = key, Text = "?", Options = ["a", "b"], AnswerIndex = 0 };
}

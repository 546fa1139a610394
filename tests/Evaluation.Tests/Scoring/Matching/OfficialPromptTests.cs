using MuBench.Scoring.Matching;

namespace MuBench.Tests.Scoring.Matching;

public sealed class OfficialPromptTests
{
    [Fact]
    public void Build_AcevedoQuestion_IsTheAuthorsPromptByteForByte()
    {
        var question = Questions.Of(
            ["platelet", "eosinophil", "neutrophil", "immature granulocyte", "basophil", "none of the above"],
            text: "A Giemsa-stained light micrograph displaying human peripheral blood cells. As a blood cell recognition system, identify the correct cell type:");

        Assert.Equal(
            "Answer with a single letter, no extra details.\n"
            + "Question:A Giemsa-stained light micrograph displaying human peripheral blood cells. As a blood cell recognition system, identify the correct cell type:\n"
            + "A) platelet\nB) eosinophil\nC) neutrophil\nD) immature granulocyte\nE) basophil\nF) none of the above",
            OfficialPrompt.Build(question));
    }

    [Fact]
    public void Build_EightOptions_EndsAtH() =>
        Assert.EndsWith("\nG) 7\nH) 8", OfficialPrompt.Build(Questions.Of(["1", "2", "3", "4", "5", "6", "7", "8"])), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Build_NoLettersForTheOptions_NamesTheQuestion(int options)
    {
        var question = Questions.Of([.. Enumerable.Range(0, options).Select(index => $"o{index}")]) with { Id = "q-17" };
        var fault = Assert.Throws<UserException>(() => OfficialPrompt.Build(question));
        Assert.Contains("q-17", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"{options} options", fault.Message, StringComparison.Ordinal);
    }
}

using MuBench.Datasets;

namespace MuBench.Tests.Scoring;

/// <summary>Questions for the tests of this folder.</summary>
internal static class Questions
{
    /// <summary>The blood cells of the Acevedo set: A lymphocyte, B basophil, C monocyte, D neutrophil, E eosinophil, F none of the above.</summary>
    public static IReadOnlyList<string> Blood { get; } = ["lymphocyte", "basophil", "monocyte", "neutrophil", "eosinophil", "none of the above"];

    public static Question Of(IReadOnlyList<string> options, int answer = 0, string key = QuestionKeys.Classification, string text = "Which?") =>
        new() { Key = key, Text = text, Options = options, AnswerIndex = answer };
}

using MuBench.Scoring.Bands;

namespace MuBench.Tests.Reports;

/// <summary>Extraction bands for sample reports.</summary>
internal static class SampleBands
{
    public static ExtractionBand? Of(SampleRun run, SampleModel model, int index)
    {
        if (model.Kind != "openai") return null;
        var scores = run.Scores(index);
        return new ExtractionBand(
            [
                .. scores.Where(score => score is { Slice: "all", Protocol: "official", N: > 0 }).Select(official =>
                {
                    var strict = scores.Single(score => score.Task == official.Task && score is { Slice: "all", Protocol: "strict" });
                    var lenient = Math.Min(1, strict.Accuracy!.Value + 0.01);
                    return new TaskBand
                    {
                        Task = official.Task, N = official.N, Official = official.Accuracy, Strict = strict.Accuracy, Lenient = lenient,
                        Lowest = official.Accuracy, Highest = lenient, Disagreeing = (int)((lenient - official.Accuracy!.Value) * official.N),
                    };
                }),
            ],
            40,
            [
                Item(3, "modality", "I think this is light microscopy.", null, "B", "B"),
                Item(17, "stain", "The options are A) Giemsa and B) H&E; the colours suggest the first, but <b>I cannot tell</b>.", "A", null, "B"),
            ]);
    }

    public static ExtractionBand Hostile(string text) => new(
        [new TaskBand { Task = text, N = 10, Official = 0.5, Strict = null, Lenient = 1, Lowest = 0.5, Highest = 1, Disagreeing = 5 }],
        5,
        [
            Item(1, text, text, text, null, text) with { Source = text, QuestionId = text, Options = [text], Gold = text },
            Item(2, text, text, "A", "Z", "") with { Source = text },
        ]);

    private static Disagreement Item(int row, string question, string response, string? official, string? strict, string? lenient) => new()
    {
        Row = row,
        Source = "acevedo_et_al_2020",
        Question = question,
        QuestionId = $"q-{row}",
        Options = ["first", "second"],
        Response = response,
        Gold = "B",
        Official = official,
        Strict = strict,
        Lenient = lenient,
    };
}

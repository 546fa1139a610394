using MuBench.Datasets;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Tests.Scoring;

/// <summary>Question tables for the tests of this folder.</summary>
internal static class ScoringData
{
    public static ImageRecord Image(int row, string source = "s", string? domain = null, string? modality = null, string? stain = null) =>
        new() { Row = row, Source = source, Offset = 0, Length = 0, Sha256 = "", Domain = domain, Modality = modality, Stain = stain, Questions = [], Captions = [] };

    public static Question Question(string key) => new() { Key = key, Text = "?", Options = ["a", "b"], AnswerIndex = 0 };

    /// <summary>A table of images with the same questions each.</summary>
    public static QuestionTable Table(int images, params string[] keys)
    {
        var builder = new QuestionTableBuilder();
        for (var row = 0; row < images; row++)
            foreach (var key in keys)
                builder.Add(Image(row), Question(key));
        return builder.Build();
    }

    /// <summary>Outcomes by letter: c correct, w wrong, u unparsed, f failed, n not run.</summary>
    public static Outcome[] Outcomes(string letters) => [.. letters.Select(letter => letter switch
    {
        'c' => Outcome.Correct,
        'w' => Outcome.Wrong,
        'u' => Outcome.Unparsed,
        'f' => Outcome.Failed,
        'n' => Outcome.NotRun,
        _ => throw new ArgumentOutOfRangeException(nameof(letters)),
    })];

    public static SliceScore Of(this IEnumerable<SliceScore> scores, string task, string slice) =>
        Assert.Single(scores, score => score.Task == task && score.Slice == slice);
}

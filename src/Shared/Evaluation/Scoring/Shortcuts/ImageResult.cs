using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Shortcuts;

/// <summary>A model's result on the questions of one image.</summary>
/// <param name="IsComplete">Whether there is a response to every question; else the other values mean nothing.</param>
/// <param name="AllMetadata">Whether all metadata questions are right.</param>
/// <param name="MajorityMetadata">Whether more than half of them are right.</param>
/// <param name="Answer">Whether all fine questions are right.</param>
/// <param name="MetadataScore">The share of metadata questions that are right, in millionths.</param>
/// <param name="AnswerScore">The share of fine questions that are right, in millionths.</param>
internal readonly record struct ImageResult(bool IsComplete, bool AllMetadata, bool MajorityMetadata, bool Answer, int MetadataScore, int AnswerScore)
{
    // SPeC's weights of T and C, in fifths.
    private const int AnswerWeight = 4, MetadataWeight = 1;

    /// <summary>0.8 T + 0.2 C of this image, in millionths.</summary>
    public int CombinedScore => ((AnswerWeight * AnswerScore) + (MetadataWeight * MetadataScore)) / (AnswerWeight + MetadataWeight);

    /// <summary>Whether the metadata count as right.</summary>
    public bool Metadata(string rule) => rule == ShortcutRules.All ? AllMetadata : MajorityMetadata;

    /// <summary>The results of a model on some images.</summary>
    public static ImageResult[] Of(IReadOnlyList<ImageQuestions> images, Outcome[] outcomes) =>
        [.. images.Select(image => Of(image, outcomes))];

    private static ImageResult Of(ImageQuestions image, Outcome[] outcomes)
    {
        if (!Array.TrueForAll(image.Metadata, question => outcomes[question].IsAnswered()) || !Array.TrueForAll(image.Answers, question => outcomes[question].IsAnswered()))
            return default;
        var metadata = Right(image.Metadata);
        var answers = Right(image.Answers);
        return new ImageResult(
            true,
            metadata == image.Metadata.Length,
            metadata * 2 > image.Metadata.Length,
            answers == image.Answers.Length,
            Share(metadata, image.Metadata.Length),
            Share(answers, image.Answers.Length));

        int Right(int[] questions) => questions.Count(question => outcomes[question] == Outcome.Correct);

        static int Share(int right, int of) => (int)Math.Round((double)right / of * QuestionCredits.Whole);
    }
}

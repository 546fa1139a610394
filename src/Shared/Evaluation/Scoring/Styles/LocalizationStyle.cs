using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Responses;
using MuBench.Scoring.Localization;
using MuBench.Scoring.Localization.Replies;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Styles;

/// <summary>Asks for the boxes of a class. The fractional score is the GRIT score of the boxes in the response.</summary>
/// <remarks>
/// All protocols give the same result: the boxes are read in the format of the model's family, which <see
/// cref="ResponseRecord.Form"/> names. A score of at least one half counts as correct, but only in the counts of
/// outcomes.
/// </remarks>
internal sealed class LocalizationStyle : IQuestionStyle
{
    private const double CorrectFrom = 0.5;

    /// <inheritdoc/>
    public string Name => QuestionStyleNames.Localization;

    /// <inheritdoc/>
    public int OutputTokens => 1024;

    /// <summary>Enough for one or two boxes.</summary>
    public int TypicalTokens => 50;

    /// <inheritdoc/>
    public string BuildPrompt(Question question, ModelManifest model, bool hasImage) =>
        DetectionPrompts.PromptOf(DetectionFamilies.Of(model), TargetOf(question).ClassName);

    /// <inheritdoc/>
    public QuestionResult Read(ResponseRecord record, Question question, string protocol)
    {
        var reading = BoxesOf(record);
        var credit = (float)GritScore.Of(reading?.Boxes ?? [], TruthOf(question)).Value;
        if (reading is null or { IsUnderstood: false } || (reading.Boxes.Count == 0 && record.Finish is FinishReasons.ContentFilter or FinishReasons.Refusal))
            return OutcomeClassifier.Unread(record) is var unread && unread.IsAnswered() ? new QuestionResult(unread, credit) : new QuestionResult(unread);
        return new QuestionResult(credit >= CorrectFrom ? Outcome.Correct : Outcome.Wrong, credit);
    }

    /// <summary>How well the boxes of a response cover the true outlines; null if the dataset has none or the response cannot be read.</summary>
    public static MaskOverlap? OverlapOf(ResponseRecord record, Question question) =>
        TargetOf(question).Polygons is { Count: > 0 } polygons && SizeOf(record) is { } size && BoxesOf(record) is { } reading
            ? MaskOverlap.Of(size, reading.Boxes, polygons)
            : null;

    /// <summary>The boxes that a response draws: left, top, right, bottom in pixels of the image; empty if none can be read.</summary>
    public static IReadOnlyList<IReadOnlyList<float>> Drawn(ResponseRecord record) =>
        [.. (BoxesOf(record)?.Boxes ?? []).Select(box => (float[])[(float)box.X1, (float)box.Y1, (float)box.X2, (float)box.Y2])];

    /// <summary>The family of a prompt variant: the text after the colon.</summary>
    private static string? FamilyOf(ResponseRecord record) =>
        record.Form?.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon && DetectionFamilies.All.Contains(record.Form[(colon + 1)..])
            ? record.Form[(colon + 1)..]
            : null;

    // Boxes cannot be read without the image's size. A response always has it, because nothing is sent without an image.
    private static BoxReading? BoxesOf(ResponseRecord record) =>
        record.Text is { } text && SizeOf(record) is { } size && FamilyOf(record) is { } family ? DetectionPrompts.ParserOf(family).Parse(text, size) : null;

    private static ImageSize? SizeOf(ResponseRecord record) => record.Image is { } image ? new ImageSize(image.Width, image.Height) : null;

    private static List<DetectedBox> TruthOf(Question question) =>
        [.. TargetOf(question).Boxes.Select(box => new DetectedBox(box[0], box[1], box[2], box[3]))];

    private static LocalizationTarget TargetOf(Question question) =>
        question.Target ?? throw new InvalidOperationException($"The localisation question '{question.Key}' has nothing to be held against.");
}

using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Responses;
using MuBench.Scoring.Bands;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Styles;

namespace MuBench.Pipeline.Scoring;

/// <summary>Reads every response a third time with the lenient reader, and keeps examples on which the readers disagree.</summary>
internal sealed class BandReader
{
    private const int Shown = 20;
    private const int ExcerptEnd = 120;

    private readonly List<Outcome> _outcomes = [];
    private readonly List<bool> _isRead = [];
    // The responses with the lowest keys: this sample does not depend on the order and needs constant memory.
    private readonly SortedSet<string> _order = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Disagreement> _kept = new(StringComparer.Ordinal);
    private int _disagreeing;

    /// <summary>Whether a model's responses are texts, which can be read in more than one way.</summary>
    public static bool IsNeeded(PlannedModel model) => ModelKinds.IsGenerative(model.Manifest.Kind);

    /// <summary>The lenient reader's outcomes, one for each question.</summary>
    public Outcome[] Outcomes => [.. _outcomes];

    /// <summary>Adds a question.</summary>
    /// <param name="image">The question's own item.</param>
    /// <param name="asked">The question as it was asked.</param>
    /// <param name="key">Its response key.</param>
    /// <param name="record">The response; null if there is none.</param>
    /// <param name="official">Its outcome under the official protocol.</param>
    /// <param name="strict">Its outcome under the strict protocol.</param>
    public void Add(ImageRecord image, Question asked, string key, ResponseRecord? record, Outcome official, Outcome strict)
    {
        var isRead = QuestionStyles.Of(asked) is ChoiceStyle;
        var lenient = record is null || !isRead ? official : OutcomeClassifier.Classify(record, faulted: false, asked, Protocols.Lenient);
        _outcomes.Add(lenient);
        _isRead.Add(isRead);
        if (record?.Text is null || !isRead || !BandCalculator.IsDisagreement(official, strict, lenient))
            return;
        _disagreeing++;
        Keep($"{key} {image.Row:D10} {asked.Key}", image, asked, record);
    }

    /// <summary>The band of the added questions.</summary>
    /// <param name="questions">The questions, in the order in which they were added.</param>
    /// <param name="outcomes">Their outcomes by protocol, including the lenient reader's.</param>
    public ExtractionBand ToBand(QuestionTable questions, IReadOnlyDictionary<string, Outcome[]> outcomes) => new(
        BandCalculator.Of(questions, outcomes, question => _isRead[question]),
        _disagreeing,
        [.. _kept.Values.OrderBy(question => question.Row).ThenBy(question => question.Question, StringComparer.Ordinal)]);

    private void Keep(string place, ImageRecord image, Question asked, ResponseRecord record)
    {
        if (_order.Count == Shown && string.CompareOrdinal(place, _order.Max) > 0)
            return;
        _order.Add(place);
        _kept[place] = new Disagreement
        {
            Row = image.Row,
            Source = image.Source,
            Question = asked.Key,
            QuestionId = asked.Id,
            Options = asked.Options,
            Response = Excerpt(record.Text!),
            Gold = Letter(asked.AnswerIndex)!,
            Official = Letter(OutcomeClassifier.ChoiceOf(record, asked, Protocols.Official)),
            Strict = Letter(OutcomeClassifier.ChoiceOf(record, asked, Protocols.Strict)),
            Lenient = Letter(OutcomeClassifier.ChoiceOf(record, asked, Protocols.Lenient)),
        };
        if (_order.Count > Shown)
        {
            var last = _order.Max!;
            _order.Remove(last);
            _kept.Remove(last);
        }
    }

    private static string? Letter(int? option) => option is { } index ? ((char)('A' + index)).ToString() : null;

    // A long response has its answer at the beginning or at the end.
    private static string Excerpt(string text)
    {
        if (text.Length <= 2 * ExcerptEnd)
            return text;
        var head = char.IsHighSurrogate(text[ExcerptEnd - 1]) ? ExcerptEnd - 1 : ExcerptEnd;
        var tail = char.IsLowSurrogate(text[^ExcerptEnd]) ? ExcerptEnd - 1 : ExcerptEnd;
        return $"{text[..head]} … {text[^tail..]}";
    }
}

using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Responses;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;
using MuBench.Scoring.TokenProbabilities;

namespace MuBench.Pipeline.Scoring;

/// <summary>
/// The probabilities that a model gives to the options of each question, collected while its response log is read: from the similarities of a
/// contrastive model, or from the log-probabilities of a chat model.
/// </summary>
/// <param name="facts">The facts of a contrastive model; null if there are none.</param>
/// <param name="model">The model.</param>
/// <param name="protocol">The manifest's protocol.</param>
internal sealed class ConfidenceColumns(ModelFacts? facts, ModelManifest model, string protocol)
{
    private readonly List<OptionConfidence?> _values = [];
    private readonly List<ConfidenceGap> _gaps = [];
    private readonly string? _missing = OptionProbabilities.Missing(facts);
    private bool _hasSimilarities;
    private bool _hasLogprobs;

    /// <summary>One value for each question, null where there is none; null if the model gives no probabilities.</summary>
    public IReadOnlyList<OptionConfidence?>? Values => _hasLogprobs || (_hasSimilarities && _missing is null) ? _values : null;

    /// <summary>Adds a question.</summary>
    public void Add(Question question, ResponseRecord? record)
    {
        _hasSimilarities |= record?.Scores is not null;
        _hasLogprobs |= record?.Logprobs is not null;
        var gap = ConfidenceGap.None;
        _values.Add(
            record is { Scores: null } ? OfLetters(record, question, out gap)
            : _missing is null ? OptionProbabilities.Of(facts!, record?.Scores, question.Options.Count, question.AnswerIndex)
            : null);
        _gaps.Add(gap);
    }

    /// <summary>Adds a question that has no probabilities.</summary>
    public void AddOther()
    {
        _values.Add(null);
        _gaps.Add(ConfidenceGap.None);
    }

    /// <summary>The calibration; null if the model gives no probabilities.</summary>
    public Calibration? Calibrate(QuestionTable questions, IReadOnlyList<QuestionSlice> tasks, Outcome[] outcomes) => Values is null ? null : new Calibration
    {
        Function = _hasLogprobs ? Calibration.Letters : facts!.ScoreFunction,
        LogitScale = _hasLogprobs ? null : facts!.LogitScale!.Value,
        Tasks = [.. tasks.Select(task => CalibrationCalculator.Of(questions, task, outcomes, _values, _hasLogprobs ? _gaps : null))],
    };

    /// <summary>Why there is no calibration, as text; null if there is one, or if there is nothing to say.</summary>
    public string? Missing(Outcome[] outcomes) =>
        _hasLogprobs ? null
        : _hasSimilarities ? _missing
        : model.Kind == ModelKinds.Anthropic ? "Anthropic's API gives no log-probabilities."
        : model.TopLogprobs is not null && outcomes.Count(outcome => outcome.IsAnswered()) is > 0 and var answered
            ? $"none of the {answered:N0} responses has log-probabilities: the endpoint gave none, or the responses were logged before \"logprobs\" was set and were not asked for again. \"fresh\": true asks again."
        : null;

    private OptionConfidence? OfLetters(ResponseRecord record, Question question, out ConfidenceGap gap) =>
        LetterProbabilities.Of(record, question, protocol, out gap) is { } letters
            ? OptionConfidence.Of(letters.Values, question.AnswerIndex, letters.Chosen) with { Share = letters.Share }
            : null;
}

using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Models;
using MuBench.Responses;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Pipeline.Scoring;

/// <summary>The data of every question of a model for the analyses, collected while its response log is read.</summary>
/// <param name="facts">The facts of a contrastive model; null if there are none.</param>
/// <param name="model">The model.</param>
/// <param name="protocol">The manifest's protocol.</param>
internal sealed class AnalysisColumns(ModelFacts? facts, ModelManifest model, string protocol)
{
    private readonly List<int> _lengths = [];
    private readonly List<Outcome> _template0 = [];
    private readonly List<Outcome> _template1 = [];
    private readonly ConfidenceColumns _confidences = new(facts, model, protocol);
    private bool _readsCaptions;

    /// <summary>Adds a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="variants">Its prompt variants, the scored one first.</param>
    /// <param name="log">The responses by key.</param>
    /// <param name="faulted">Whether the question is among the run's faults.</param>
    public void Add(Question question, IReadOnlyList<PromptVariant> variants, IReadOnlyDictionary<string, ResponseRecord> log, bool faulted)
    {
        if (question.Options.Count == 0 || variants.Count == 0)
        {
            AddOther();
            return;
        }

        var scored = variants[0];
        _readsCaptions |= scored.Options is not null;
        _lengths.Add(LengthCalculator.LengthOf((scored.Options ?? question.Options)[question.AnswerIndex]));
        _template0.Add(Under(PromptVariants.Template0));
        _template1.Add(Under(PromptVariants.Template1));
        _confidences.Add(question, log.GetValueOrDefault(scored.Key));

        Outcome Under(string template) => variants.FirstOrDefault(variant => variant.Name == template) is { } variant
            ? OutcomeClassifier.Classify(log.GetValueOrDefault(variant.Key), faulted, question, Protocols.Official)
            : Outcome.NotRun;
    }

    // A question without options, or one that the model is not asked, takes part in no analysis, but keeps its place.
    private void AddOther()
    {
        _lengths.Add(0);
        _template0.Add(Outcome.NotRun);
        _template1.Add(Outcome.NotRun);
        _confidences.AddOther();
    }

    /// <summary>The probabilities of the options of each question, null where there are none; null if the model gives no probabilities.</summary>
    public IReadOnlyList<OptionConfidence?>? Confidences => _confidences.Values;

    /// <summary>Makes the analyses.</summary>
    /// <param name="questions">The questions, in the order in which they were added.</param>
    /// <param name="outcomes">Their outcomes under the manifest's protocol.</param>
    public ModelAnalyses Analyse(QuestionTable questions, Outcome[] outcomes)
    {
        var tasks = questions.Slices.Where(slice => slice.Slice == SliceRules.All && !slice.IsGraded).ToList();
        var templates = TemplateCalculator.Of(questions, [.. _template0], [.. _template1]).ToList();
        return new ModelAnalyses
        {
            Parameters = facts?.Parameters,
            Templates = templates.Count == 0 ? null : templates,
            CaptionLength = new LengthAnalysis(
                _readsCaptions ? LengthAnalysis.Caption : LengthAnalysis.Option,
                [.. tasks.Select(task => LengthCalculator.Of(questions, task, outcomes, _lengths, _confidences.Values))]),
            Calibration = _confidences.Calibrate(questions, tasks, outcomes),
            CalibrationMissing = _confidences.Missing(outcomes),
        };
    }
}

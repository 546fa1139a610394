using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Models;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Scoring.Bands;
using MuBench.Scoring.Confusion;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Pipeline.Scoring;

/// <summary>
/// Builds a <see cref="ResponseTable"/>, question by question in the order of the plan. Memory holds a few bytes per
/// question.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="protocol">The manifest's protocol.</param>
/// <param name="facts">The facts of a contrastive model; null if there are none.</param>
/// <param name="notAsked">The rows that the model is not asked about, because the run stopped asking it before.</param>
internal sealed class ResponseTableBuilder(PlannedModel model, string protocol, ModelFacts? facts, IReadOnlySet<int> notAsked)
{
    private readonly QuestionTableBuilder _questions = new();
    private readonly OutcomeColumns _outcomes = new();
    private readonly TemplateColumns _templates = new();
    private readonly MaskColumns _masks = new();
    private readonly AnalysisColumns _analysis = new(facts, model.Manifest, protocol);
    private readonly ConfusionCounter _confusion = new(protocol);
    private readonly ChoiceReader? _choices = ChoiceReader.IsNeeded(model) ? new ChoiceReader() : null;
    private readonly BandReader? _band = BandReader.IsNeeded(model) ? new BandReader() : null;
    private readonly ResponseDigest _digest = new();
    private int _scoredByOptions;
    private int _notApplicable;
    private readonly HashSet<int> _notAsked = [];
    private int _count;

    /// <summary>Adds a question.</summary>
    public void Add(QuestionResponse response)
    {
        var (image, question, asked, variants, records, isFaulted) = response;
        var record = response.Record;
        if (notAsked.Contains(image.Row))
            _notAsked.Add(_count);
        _count++;
        _questions.Add(image, question);
        _digest.Add(record);
        _outcomes.Add(response);
        _masks.Add(record, asked);
        _band?.Add(image, asked, variants.Count == 0 ? "" : variants[0].Key, record, _outcomes.Last(Protocols.Official), _outcomes.Last(Protocols.Strict));
        _choices?.Add(record, asked);
        _confusion.Add(image, asked, record, _outcomes.Last(protocol));
        _analysis.Add(asked, variants, records, isFaulted);
        _templates.Add(response);
        if (variants is [{ Name: PromptVariants.Options }, ..] && question.TaskName != BenchmarkTasks.Cognition)
            _scoredByOptions++;
        if (variants.Count == 0)
            _notApplicable++;
    }

    /// <summary>The table of the added questions.</summary>
    public ResponseTable Build()
    {
        var questions = _questions.Build();
        var outcomes = _outcomes.ToArrays();
        return new ResponseTable
        {
            Items = questions,
            Outcomes = outcomes,
            Band = AddBand(questions, outcomes),
            Sha256 = _digest.ToHex(),
            Credits = _outcomes.Credits,
            Masks = _masks,
            Templates = _templates,
            Analysis = _analysis,
            Choices = _choices?.ToChoices(),
            Confusions = _confusion.ToMatrices(),
            ScoredByOptions = _scoredByOptions,
            NotApplicable = _notApplicable,
            NotAsked = _notAsked,
        };
    }

    private ExtractionBand? AddBand(QuestionTable questions, Dictionary<string, Outcome[]> outcomes)
    {
        if (_band is null)
            return null;
        outcomes.Add(Protocols.Lenient, _band.Outcomes);
        return _band.ToBand(questions, outcomes);
    }
}

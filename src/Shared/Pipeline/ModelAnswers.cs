using MuBench.Datasets;
using MuBench.Models;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Proving;
using MuBench.Responses;
using MuBench.Scoring;
using MuBench.Scoring.Bands;
using MuBench.Scoring.Confusion;
using MuBench.Storage;

namespace MuBench.Pipeline;

/// <summary>What the response log says of one model's questions, in the order of the plan.</summary>
internal sealed class ModelAnswers
{
    private readonly string _runId;
    private readonly PassForms _forms;
    private readonly ChoiceReader? _choices;
    private readonly BandReader? _band;
    private readonly FaultReasons _faults;
    private readonly Dictionary<string, List<Outcome>> _outcomes = Protocols.All.ToDictionary(protocol => protocol, _ => new List<Outcome>());
    private readonly Dictionary<string, List<Outcome?>> _beside = new(StringComparer.Ordinal) { [QuestionForms.Template0] = [], [QuestionForms.Ensemble] = [] };
    private readonly List<(int Item, int Credit)> _credits = [];
    private readonly ItemTableBuilder _items = new();
    private HashSet<string> _counted = new(StringComparer.Ordinal);
    private HashSet<string> _elsewhere = [];
    private readonly SortedSet<string> _resolved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _computedBy = new(StringComparer.Ordinal);
    private readonly HashSet<int> _severalPages = [];
    private readonly List<AnswerPeriod> _asked = [];
    private long _calls;
    private long _reused;
    private long? _inputTokens;
    private long? _outputTokens;
    private long _implausible;
    private readonly AnswerCosts _costs;
    private readonly ConfusionCounter _confusion;
    private readonly string _protocol;
    private readonly AnswerDigest _digest = new();

    private ModelAnswers(string runId, string protocol, AnswerCosts costs, PassForms forms, PlannedModel model, IReadOnlyList<QuestionFault> faults, ModelFacts? facts)
    {
        Analysis = new AnalysisColumns(facts);
        _runId = runId;
        _protocol = protocol;
        _confusion = new ConfusionCounter(protocol);
        _costs = costs;
        _forms = forms;
        _choices = ChoiceReader.IsNeeded(model) ? new ChoiceReader() : null;
        _band = BandReader.IsNeeded(model) ? new BandReader() : null;
        _faults = new FaultReasons(faults);
        Faults = [.. faults
            .GroupBy(fault => fault.Reason, StringComparer.Ordinal)
            .Select(group => new FaultCount(group.Key, group.Count()))
            .OrderByDescending(count => count.Questions)
            .ThenBy(count => count.Reason, StringComparer.Ordinal)];
    }

    /// <summary>The questions.</summary>
    public ItemTable Items { get; private set; } = null!;

    /// <summary>Outcome of each question per protocol, and under the lenient reader where there is a <see cref="Band"/>.</summary>
    public IReadOnlyDictionary<string, Outcome[]> Outcomes { get; private set; } = null!;

    /// <summary>SHA-256 over the questions and their answers; null where there is no answer.</summary>
    public string? Sha256 => _digest.ToHex();

    /// <summary>What each answer to a graded question is worth; null where there is none.</summary>
    public ItemCredits? Credits => ItemCredits.Pack(_credits);

    /// <summary>How the boxes cover the true outlines.</summary>
    public MaskColumns Masks { get; } = new();

    /// <summary>Outcome of each question in the forms beside the official one; null where it was not asked so.</summary>
    public IEnumerable<KeyValuePair<string, List<Outcome?>>> Beside => _beside;

    /// <summary>What the analyses need of each question.</summary>
    public AnalysisColumns Analysis { get; }

    /// <summary>What was chosen; null for a model that is asked once.</summary>
    public ItemChoices? Choices => _choices?.ToChoices();

    /// <summary>What was chosen for what on the fine questions, under the manifest's protocol.</summary>
    public IReadOnlyList<ConfusionMatrix> Confusions => _confusion.ToMatrices();

    /// <summary>The same replies under all readers; null for a model whose answers are no texts.</summary>
    public ExtractionBand? Band { get; private set; }

    /// <summary>Questions scored by question + " " + option for want of captions; of cognition that is the authors' rule.</summary>
    public int ScoredByOptions { get; private set; }

    /// <summary>Questions that such a model is not asked.</summary>
    public int NotApplicable { get; private set; }

    /// <summary>Answers whose question was asked a second time while the first request was still running.</summary>
    public int Hedged { get; private set; }

    /// <summary>Images of several pages or frames.</summary>
    public int ImagesOfSeveralPages => _severalPages.Count;

    /// <summary>Reasons of failed questions.</summary>
    public IReadOnlyList<FaultCount> Faults { get; }

    /// <summary>The versions that answered, joined by ", "; null where no answer says.</summary>
    public string? ResolvedModel => _resolved.Count == 0 ? null : string.Join(", ", _resolved);

    /// <summary>The number of versions that answered.</summary>
    public int ResolvedModels => _resolved.Count;

    /// <summary>In which precision and on what the answers were computed; null where none was computed by a contrastive model.</summary>
    public IReadOnlyList<ComputedCount>? ComputedBy => _computedBy.Count == 0 ? null :
        [.. _computedBy.Select(pair => new ComputedCount(pair.Key, pair.Value)).OrderByDescending(count => count.Answers).ThenBy(count => count.By, StringComparer.Ordinal)];

    /// <summary>When this run's own answers came: stretches without a longer gap than given.</summary>
    public IReadOnlyList<AnswerPeriod> PeriodsOf(TimeSpan gap) => AnswerPeriods.Union(_asked, gap);

    /// <summary>What the answers took.</summary>
    public ModelUsage Usage => new()
    {
        Calls = _calls,
        Reused = _reused,
        InputTokens = _inputTokens,
        OutputTokens = _outputTokens,
        ImplausibleUsage = _implausible,
        Usd = _costs.Usd,
        SpentUsd = _costs.SpentUsd,
    };

    /// <summary>Reads the log shard by shard; memory holds one shard and a few bytes per question.</summary>
    public static async Task<ModelAnswers> ReadAsync(
        IArtifactStore store, RunPlan plan, DatasetReader reader, PlannedModel model, PassForms forms, SharedAnswers shared, IReadOnlyList<QuestionFault> faults, AnswerProver prover,
        CancellationToken cancellationToken)
    {
        var facts = await ModelFactsStore.TryReadAsync(store, model.Key, cancellationToken).ConfigureAwait(false);
        var costs = await AnswerCosts.OpenAsync(store, plan, model, cancellationToken).ConfigureAwait(false);
        var answers = new ModelAnswers(plan.RunId, plan.Manifest.Benchmark.Protocol, costs, forms, model, faults, facts);
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        foreach (var shard in plan.Shards)
        {
            var images = await reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false);
            var path = StoreLayout.ResponseLog(model.Key, plan.Dataset, plan.Revision, shard.Index);
            var log = await ResponseLogReader.ReadLinesAsync(store, path, cancellationToken).ConfigureAwait(false);
            prover.Begin(path, log);
            answers.Begin(shared.OfEarlier(shard.Select(images)));
            foreach (var image in shard.Select(images))
            {
                foreach (var question in tasks.Of(image))
                    answers.Add(image, question, log, prover);
            }

            foreach (var repeated in log.Repeated.Where(record => answers._counted.Contains(record.Key) && !answers._elsewhere.Contains(record.Key)))
                costs.AddRepeated(repeated);
            prover.End();
        }

        answers.Complete();
        return answers;
    }

    // A shard has a log of its own: what is alike in two of them was asked twice.
    private void Begin(HashSet<string> elsewhere) => (_counted, _elsewhere) = (new HashSet<string>(StringComparer.Ordinal), elsewhere);

    private void Complete()
    {
        Items = _items.Build();
        var outcomes = _outcomes.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
        if (_band is not null)
        {
            outcomes.Add(Protocols.Lenient, _band.Outcomes);
            Band = _band.ToBand(Items, outcomes);
        }

        Outcomes = outcomes;
    }

    private void Add(ImageRecord image, Question question, ResponseLines log, AnswerProver prover)
    {
        _items.Add(image, question);
        var (asked, _, forms) = _forms.Of(image, question);
        prover.Add(image.Row, question.Key, forms);
        var record = Scored(forms, log.Records);
        _digest.Add(record);
        var faulted = _faults.Of(forms) is not null;
        foreach (var (protocol, outcomes) in _outcomes)
        {
            var result = OutcomeClassifier.Read(record, faulted, asked, protocol);
            outcomes.Add(result.Outcome);
            if (protocol == Protocols.Official && result.Credit is { } credit)
                _credits.Add((outcomes.Count - 1, ItemCredits.Of(credit)));
        }

        Masks.Add(record, asked);
        _band?.Add(image, asked, forms.Count == 0 ? "" : forms[0].Key, record, _outcomes[Protocols.Official][^1], _outcomes[Protocols.Strict][^1]);
        _choices?.Add(record, asked);
        _confusion.Add(image, asked, record, _outcomes[_protocol][^1]);
        Analysis.Add(asked, forms, log.Records, faulted);
        foreach (var (name, outcomes) in _beside)
        {
            outcomes.Add(forms.FirstOrDefault(form => form.Form == name) is { } beside
                ? OutcomeClassifier.Classify(log.Records.GetValueOrDefault(beside.Key), faulted, question, Protocols.Official)
                : null);
        }

        if (forms is [{ Form: QuestionForms.Options }, ..] && question.TaskName != BenchmarkTasks.Cognition)
            ScoredByOptions++;
        if (forms.Count == 0)
            NotApplicable++;
        foreach (var answered in Answered(forms, log.Records).Where(answered => _counted.Add(answered.Key)))
        {
            Note(answered);
            if (!_elsewhere.Contains(answered.Key))
                Count(answered);
        }
    }

    /// <summary>The answer that counts: the first form's, or where that is empty and another follows, that one's. Null where it is not there.</summary>
    internal static ResponseRecord? Scored(IReadOnlyList<QuestionForm> forms, IReadOnlyDictionary<string, ResponseRecord> records) =>
        forms.Count == 0 || records.GetValueOrDefault(forms[0].Key) is not { } first ? null
        : forms is [_, { } next, ..] && next.Follows(first) ? records.GetValueOrDefault(next.Key)
        : first;

    /// <summary>The answers that calls were made for.</summary>
    internal static IEnumerable<ResponseRecord> Answered(IReadOnlyList<QuestionForm> forms, IReadOnlyDictionary<string, ResponseRecord> records) => forms
        .Where((form, index) => index == 0 || form.AfterEmptyReply)
        .Select(form => records.GetValueOrDefault(form.Key))
        .OfType<ResponseRecord>();

    private void Note(ResponseRecord record)
    {
        if (record.Run == _runId && record.Period is { } period)
            _asked.Add(period);
        if (record.Hedged)
            Hedged++;
        if (record.Images.Any(image => image.FirstOfSeveral))
            _severalPages.Add(record.Row);
        if (record.Scores is not null)
        {
            var by = record.ComputedBy ?? ComputedCount.NotRecorded;
            _computedBy[by] = _computedBy.GetValueOrDefault(by) + 1;
        }

        if (record.Model is not null)
            _resolved.Add(record.Model);
    }

    private void Count(ResponseRecord record)
    {
        if (record.Run == _runId)
            _calls++;
        else
            _reused++;
        if (record.HasImplausibleUsage)
            _implausible++;
        _inputTokens = record.InputTokens is { } input ? (_inputTokens ?? 0) + input : _inputTokens;
        _outputTokens = record.OutputTokens is { } output ? (_outputTokens ?? 0) + output : _outputTokens;
        _costs.Add(record);
    }
}

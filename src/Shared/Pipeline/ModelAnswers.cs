using MuBench.Datasets;
using MuBench.Models;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Passes;
using MuBench.Responses;
using MuBench.Scoring;
using MuBench.Scoring.Confusion;
using MuBench.Storage;

namespace MuBench.Pipeline;

/// <summary>What the response log says of one model's questions, in the order of the plan.</summary>
internal sealed class ModelAnswers
{
    private readonly string _runId;
    private readonly PassForms _forms;
    private readonly ChoiceReader? _choices;
    private readonly HashSet<string> _faulted;
    private readonly Dictionary<string, List<Outcome>> _outcomes = Protocols.All.ToDictionary(protocol => protocol, _ => new List<Outcome>());
    private readonly Dictionary<string, List<Outcome?>> _beside = new(StringComparer.Ordinal) { [QuestionForms.Template0] = [], [QuestionForms.Ensemble] = [] };
    private readonly ItemTableBuilder _items = new();
    private readonly HashSet<string> _counted = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _resolved = new(StringComparer.Ordinal);
    private readonly HashSet<int> _severalPages = [];
    private readonly List<AnswerPeriod> _asked = [];
    private long _calls;
    private long _reused;
    private long? _inputTokens;
    private long? _outputTokens;
    private readonly AnswerCosts _costs;
    private readonly ConfusionCounter _confusion;
    private readonly string _protocol;

    private ModelAnswers(string runId, string protocol, AnswerCosts costs, PassForms forms, ChoiceReader? choices, IReadOnlyList<QuestionFault> faults, ModelFacts? facts)
    {
        Analysis = new AnalysisColumns(facts);
        _runId = runId;
        _protocol = protocol;
        _confusion = new ConfusionCounter(protocol);
        _costs = costs;
        _forms = forms;
        _choices = choices;
        _faulted = faults.Select(fault => fault.Key).ToHashSet(StringComparer.Ordinal);
        Faults = [.. faults
            .GroupBy(fault => fault.Reason, StringComparer.Ordinal)
            .Select(group => new FaultCount(group.Key, group.Count()))
            .OrderByDescending(count => count.Questions)
            .ThenBy(count => count.Reason, StringComparer.Ordinal)];
    }

    /// <summary>The questions.</summary>
    public ItemTable Items { get; private set; } = null!;

    /// <summary>Outcome of each question per protocol.</summary>
    public IReadOnlyDictionary<string, Outcome[]> Outcomes { get; private set; } = null!;

    /// <summary>Outcome of each question in the forms beside the official one; null where it was not asked so.</summary>
    public IEnumerable<KeyValuePair<string, List<Outcome?>>> Beside => _beside;

    /// <summary>What the analyses need of each question.</summary>
    public AnalysisColumns Analysis { get; }

    /// <summary>What was chosen; null for a model that is asked once.</summary>
    public ItemChoices? Choices => _choices?.ToChoices();

    /// <summary>What was chosen for what on the fine questions, under the manifest's protocol.</summary>
    public IReadOnlyList<ConfusionMatrix> Confusions => _confusion.ToMatrices();

    /// <summary>Questions scored by question + " " + option for want of captions.</summary>
    public int ScoredByOptions { get; private set; }

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

    /// <summary>When this run's own answers came: stretches without a longer gap than given.</summary>
    public IReadOnlyList<AnswerPeriod> PeriodsOf(TimeSpan gap) => AnswerPeriods.Union(_asked, gap);

    /// <summary>What the answers took.</summary>
    public ModelUsage Usage => new()
    {
        Calls = _calls,
        Reused = _reused,
        InputTokens = _inputTokens,
        OutputTokens = _outputTokens,
        Usd = _costs.Usd,
        SpentUsd = _costs.SpentUsd,
    };

    /// <summary>Reads the log shard by shard; memory holds one shard and a few bytes per question.</summary>
    public static async Task<ModelAnswers> ReadAsync(
        IArtifactStore store, RunPlan plan, DatasetReader reader, PlannedModel model, PassForms forms, IReadOnlyList<QuestionFault> faults, CancellationToken cancellationToken)
    {
        var facts = await ModelFactsStore.TryReadAsync(store, model.Key, cancellationToken).ConfigureAwait(false);
        var costs = await AnswerCosts.OpenAsync(store, plan, model, cancellationToken).ConfigureAwait(false);
        var answers = new ModelAnswers(plan.RunId, plan.Manifest.Benchmark.Protocol, costs, forms, ChoiceReader.IsNeeded(model) ? new ChoiceReader() : null, faults, facts);
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        foreach (var shard in plan.Shards)
        {
            var images = await reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false);
            var path = StoreLayout.ResponseLog(model.Key, plan.Dataset, plan.Revision, shard.Index);
            var log = await ResponseLogReader.ReadAsync(store, path, cancellationToken).ConfigureAwait(false);
            foreach (var image in shard.Select(images))
            {
                foreach (var question in tasks.Of(image))
                    answers.Add(image, question, log);
            }
        }

        answers.Items = answers._items.Build();
        answers.Outcomes = answers._outcomes.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
        return answers;
    }

    private void Add(ImageRecord image, Question question, ResponseLog log)
    {
        _items.Add(image, question);
        var (asked, _, forms) = _forms.Of(image, question);
        var record = log.Records.GetValueOrDefault(forms[0].Key);
        var faulted = _faulted.Contains(forms[0].Key);
        foreach (var (protocol, outcomes) in _outcomes)
            outcomes.Add(OutcomeClassifier.Classify(record, faulted, asked, protocol));
        _choices?.Add(record, asked);
        _confusion.Add(image, asked, record, _outcomes[_protocol][^1]);
        Analysis.Add(asked, forms, log, faulted);
        foreach (var (name, outcomes) in _beside)
        {
            outcomes.Add(forms.FirstOrDefault(form => form.Form == name) is { } beside
                ? OutcomeClassifier.Classify(log.Records.GetValueOrDefault(beside.Key), faulted, question, Protocols.Official)
                : null);
        }

        if (forms[0].Form == QuestionForms.Options)
            ScoredByOptions++;
        if (record is not null && _counted.Add(forms[0].Key))
            Count(record);
    }

    private void Count(ResponseRecord record)
    {
        if (record.Run == _runId)
            _calls++;
        else
            _reused++;
        if (record.Run == _runId && record.At is { } at)
            _asked.Add(new AnswerPeriod(at - TimeSpan.FromMilliseconds(record.LatencyMs ?? 0), at));
        if (record.Hedged)
            Hedged++;
        if (record.Images.Any(image => image.FirstOfSeveral))
            _severalPages.Add(record.Row);
        if (record.Model is not null)
            _resolved.Add(record.Model);
        _inputTokens = record.InputTokens is { } input ? (_inputTokens ?? 0) + input : _inputTokens;
        _outputTokens = record.OutputTokens is { } output ? (_outputTokens ?? 0) + output : _outputTokens;
        _costs.Add(record);
    }
}

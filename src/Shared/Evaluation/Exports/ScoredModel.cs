using System.Runtime.CompilerServices;
using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Models;
using MuBench.Notes;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Reports;
using MuBench.Responses;
using MuBench.Scoring;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;
using MuBench.Scoring.TokenProbabilities;
using MuBench.Storage;

namespace MuBench.Exports;

/// <summary>One model of a run, or one of its passes, with its scored questions in the order of the plan.</summary>
internal sealed class ScoredModel
{
    private readonly ScoredRun _run;
    private readonly PassPrompts _prompts;
    private readonly SharedResponses _shared;
    private readonly ModelFacts? _facts;
    private readonly FaultReasons _faults;
    private readonly (string Protocol, Outcome[] Outcomes)[] _outcomes;
    private int _later;

    private ScoredModel(ScoredRun run, PlannedModel planned, ModelScores scores, PassPrompts variants, SharedResponses shared, ModelFacts? facts, IReadOnlyList<QuestionFault> faults)
    {
        (_run, Planned, Scores, _prompts, _shared, _facts) = (run, planned, scores, variants, shared, facts);
        _faults = new FaultReasons(faults);
        _outcomes = [.. Protocols.All.Where(scores.Items.ContainsKey).Select(protocol => (protocol, OutcomeBytes.Read(scores.Items[protocol])))];
        var wrong = Array.FindIndex(_outcomes, protocol => protocol.Outcomes.Length != run.Plan.Questions);
        if (wrong >= 0)
            throw new UserException($"The scores of '{Id}' in the run '{run.Plan.RunId}' are of {_outcomes[wrong].Outcomes.Length:N0} questions, its plan has {run.Plan.Questions:N0}. Run it again.");
    }

    /// <summary>The model's entry in the plan.</summary>
    public PlannedModel Planned { get; }

    /// <summary>Its scores.</summary>
    public ModelScores Scores { get; }

    /// <summary>The model's id, or the id of a pass such as <c>gpt#blind</c>.</summary>
    public string Id => Planned.Manifest.Id;

    /// <summary>The pass's name, such as <c>blind</c> or <c>repeat-1</c>; null for the model itself.</summary>
    public string? Pass => Planned.Pass is { } pass ? pass.Id[(pass.Of.Length + 1)..] : null;

    /// <summary>The model's alarm as the run's report has it; null if it has none.</summary>
    public ReportAlarm? Alarm => _run.AlarmOf(Planned);

    /// <summary>How its requests differ from those of the official protocol; null if they do not.</summary>
    public string? AskedWith => Planned.Manifest.Request?.Deviation;

    /// <summary>Notes for readers of its questions; complete after the questions were read.</summary>
    public IEnumerable<string> Notes =>
    [
        .. Alarm is null ? [] : (string[])[$"ALARM: {Id}: {Alarm.Text}"],
        .. AskedWith is null ? [] : (string[])[$"{Id}: asked with {AskedWith}: {RequestText.Mark}"],
        .. _later == 0 ? [] : (string[])[$"{Id}: {_later:N0} questions were answered after this run was scored, for another run of the same model; here they are as in the report. Run the manifest again to have them counted."],
    ];

    /// <summary>Opens a model.</summary>
    /// <exception cref="UserException">The model is not scored, or its scores do not match the plan.</exception>
    public static async Task<ScoredModel> OpenAsync(ScoredRun run, PlannedModel planned, CancellationToken cancellationToken)
    {
        var (store, runId, id) = (run.Store, run.Plan.RunId, planned.Manifest.Id);
        var scores = await FinishedRun.ReadScoresAsync(store, runId, id, cancellationToken).ConfigureAwait(false);
        var faults = await FaultStore.ReadAsync(store, runId, id, cancellationToken).ConfigureAwait(false);
        var facts = await ModelFactsStore.TryReadAsync(store, planned.Key, cancellationToken).ConfigureAwait(false);
        var variants = await PassPrompts.CreateAsync(run.Plan, planned, run.Inputs, cancellationToken).ConfigureAwait(false);
        var shared = await SharedResponses.CreateAsync(run.Plan, planned, run.Inputs, cancellationToken).ConfigureAwait(false);
        return new ScoredModel(run, planned, scores, variants, shared, OptionProbabilities.Missing(facts) is null ? facts : null, faults);
    }

    /// <summary>The questions, one shard at a time. The next shard is read while one is used.</summary>
    /// <exception cref="UserException">The log does not reproduce the scores.</exception>
    public async IAsyncEnumerable<IReadOnlyList<ScoredQuestion>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _later = 0;
        var position = 0;
        var next = LoadAsync(0, cancellationToken);
        for (var index = 0; index < _run.Plan.Shards.Count; index++)
        {
            var (images, log) = await next.ConfigureAwait(false);
            if (index + 1 < _run.Plan.Shards.Count)
                next = LoadAsync(index + 1, cancellationToken);
            var questions = new List<ScoredQuestion>();
            var counted = _shared.OfEarlier(images);
            foreach (var image in images)
            {
                foreach (var question in Tasks.Of(image))
                {
                    if (Score(position++, _run.Plan.Shards[index].Index, image, question, log, counted) is { } scored)
                        questions.Add(scored);
                }
            }

            yield return questions;
        }
    }

    /// <summary>Reads the images that are shown with the questions of one shard; null if there are none.</summary>
    public Task<ShardImages?> ReadImagesAsync(IReadOnlyList<ScoredQuestion> questions, CancellationToken cancellationToken) => questions.Count == 0
        ? Task.FromResult<ShardImages?>(null)
        : _prompts.ReadImagesAsync(_run.Reader, questions[0].Shard, questions.Select(question => question.Shown).OfType<ImageRecord>(), cancellationToken);

    private TaskSelection Tasks => field ??= new TaskSelection(_run.Plan.Manifest.Benchmark.Tasks);

    private Task<(List<ImageRecord> Images, ResponseLog Log)> LoadAsync(int index, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            var shard = _run.Plan.Shards[index];
            var images = shard.Select(await _run.Reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false)).ToList();
            var path = StoreLayout.ResponseLog(Planned.Key, _run.Plan.Dataset, _run.Plan.Revision, shard.Index);
            return (images, await ResponseLogReader.ReadAsync(_run.Store, path, cancellationToken).ConfigureAwait(false));
        },
        cancellationToken);

    /// <summary>
    /// The question as scored; null if the model is not asked it, such as a localisation question for a model that
    /// draws no boxes.
    /// </summary>
    private ScoredQuestion? Score(int position, int shard, ImageRecord image, Question question, ResponseLog log, HashSet<string> counted)
    {
        var (asked, shown, variants) = _prompts.Of(image, question);
        if (variants.Count == 0)
            return null;
        var fault = _faults.Of(variants);
        var record = Scored(position, image, asked, VariantResponses.Scored(variants, log.Records), fault is not null);
        var variant = variants.FirstOrDefault(variant => variant.Key == record?.Key) ?? variants[0];
        return new ScoredQuestion
        {
            Shard = shard,
            Image = image,
            Shown = shown,
            Question = asked,
            Variant = variant,
            Record = record,
            Paid = record is null ? [] : [.. VariantResponses.Answered(variants, log.Records).Where(response => counted.Add(response.Key))],
            Note = NoteOn(image, question),
            Fault = record is null ? fault : null,
            Credit = record is null ? null : OutcomeClassifier.Read(record, false, asked, Protocols.Official).Credit,
            Readings = [.. _outcomes.Select(protocol => new ProtocolReading(
                protocol.Protocol, protocol.Outcomes[position], record is null ? null : OutcomeClassifier.ChoiceOf(record, asked, protocol.Protocol)))],
            Probabilities = ProbabilitiesOf(record, asked),
        };
    }

    // A note on a question about other images, of another import, is not one on this question.
    private QuestionNote? NoteOn(ImageRecord image, Question question) =>
        _run.QuestionNotes.Count > 0 && _run.QuestionNotes.TryGetValue(QuestionIds.Of(image, question), out var note) && note.ImageSha256 == image.ContentSha256 ? note : null;

    /// <summary>The response from which the run's scores were computed: a response of a later run does not belong to this one.</summary>
    private ResponseRecord? Scored(int position, ImageRecord image, Question asked, ResponseRecord? record, bool faulted)
    {
        if (_outcomes.All(protocol => OutcomeClassifier.Classify(record, faulted, asked, protocol.Protocol) == protocol.Outcomes[position]))
            return record;
        if (_outcomes.All(protocol => !protocol.Outcomes[position].IsAnswered()))
        {
            _later += record is null ? 0 : 1;
            return null;
        }

        throw new UserException(
            $"The response log does not give the scores of '{Id}' in the run '{_run.Plan.RunId}': question '{asked.Key}' of row {image.Row} was scored "
            + $"{string.Join(", ", _outcomes.Select(protocol => $"{protocol.Outcomes[position]} ({protocol.Protocol})"))}. It was scored by another version, or the log was changed. Run the manifest again: nothing is asked twice.");
    }

    private double[]? ProbabilitiesOf(ResponseRecord? record, Question asked)
    {
        if (record?.Logprobs is not null)
            return LetterProbabilities.Of(record, asked, _run.Plan.Manifest.Benchmark.Protocol, out _)?.Values;
        if (_facts is null || record?.Scores is not { Count: > 0 } similarities || similarities.Count != asked.Options.Count || !similarities.All(float.IsFinite))
            return null;
        var probabilities = new double[similarities.Count];
        OptionProbabilities.Softmax(similarities, _facts.LogitScale!.Value, probabilities);
        return probabilities;
    }
}

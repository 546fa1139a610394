using System.Globalization;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Scoring;
using MuBench.Reports.Html.Browser;
using MuBench.Responses;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Styles;
using MuBench.Storage;

namespace MuBench.Pipeline.Reporting.Browser;

/// <summary>One model's responses to the questions that a report shows. Holds no responses itself.</summary>
internal sealed class BrowsedResponses
{
    private readonly LogCopies _logs;
    private readonly RunPlan _plan;
    private readonly PlannedModel _planned;
    private readonly PassPrompts _prompts;
    private readonly string[] _protocols;
    private readonly FaultReasons _faults;

    private BrowsedResponses(
        LogCopies logs, RunPlan plan, PlannedModel planned, PassPrompts variants, IReadOnlyList<Outcome[]> outcomes, string[] protocols, IReadOnlyList<QuestionFault> faults)
    {
        (_logs, _plan, _planned, _prompts, _protocols) = (logs, plan, planned, variants, protocols);
        _faults = new FaultReasons(faults);
        Outcomes = outcomes;
        Model = new BrowsedModel(planned.Manifest.Id, planned.Interpolation is null ? planned.Manifest.Kind : ModelKinds.Interpolation, planned.Pass is not null || ModelKinds.IsFloor(planned.Manifest.Kind));
    }

    /// <summary>The model.</summary>
    public BrowsedModel Model { get; }

    /// <summary>The outcome of every question of the run, per protocol.</summary>
    public IReadOnlyList<Outcome[]> Outcomes { get; }

    /// <summary>Opens the responses of a scored model.</summary>
    public static Task<BrowsedResponses> OpenAsync(
        IArtifactStore store, RunPlan plan, RunInputs inputs, ModelScores scores, string[] protocols, CancellationToken cancellationToken) =>
        OpenAsync(store, plan, inputs, plan.ModelOf(scores.Id), [.. protocols.Select(protocol => OutcomeBytes.Read(scores.Items[protocol]))], protocols, cancellationToken);

    /// <summary>Opens the responses of a model whose outcomes are known.</summary>
    /// <param name="store">The store.</param>
    /// <param name="plan">The run.</param>
    /// <param name="inputs">Provides its dataset.</param>
    /// <param name="planned">The model.</param>
    /// <param name="outcomes">The outcomes of the questions that are read, per protocol.</param>
    /// <param name="protocols">The protocols.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<BrowsedResponses> OpenAsync(
        IArtifactStore store, RunPlan plan, RunInputs inputs, PlannedModel planned, IReadOnlyList<Outcome[]> outcomes, string[] protocols, CancellationToken cancellationToken)
    {
        var variants = await PassPrompts.CreateAsync(plan, planned, inputs, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<QuestionFault> faults = outcomes[0].Contains(Outcome.Failed)
            ? await FaultStore.ReadAsync(store, plan.RunId, planned.Manifest.Id, cancellationToken).ConfigureAwait(false)
            : [];
        return new BrowsedResponses(inputs.Logs, plan, planned, variants, outcomes, protocols, faults);
    }

    /// <summary>Reads the responses to some images of a shard. Safe for concurrent use.</summary>
    public async Task<IReadOnlyDictionary<string, ResponseRecord>> ReadShardAsync(
        int shard, IReadOnlyList<ImageRecord> images, IReadOnlyDictionary<int, IReadOnlyList<Question>> asked, CancellationToken cancellationToken)
    {
        var keys = images.SelectMany(image => asked[image.Row].SelectMany(question => KeysOf(image, question))).ToHashSet(StringComparer.Ordinal);
        var path = StoreLayout.ResponseLog(_planned.Key, _plan.Dataset, _plan.Revision, shard);
        return ResponseLogReader.Parse(await _logs.ReadAsync(path, cancellationToken).ConfigureAwait(false), keys).Records;
    }

    /// <summary>
    /// The response to a question. Its outcomes are the scored ones. Lines that were added to the log later have no
    /// effect here, so that the report's page can be made again at any time.
    /// </summary>
    /// <param name="image">The item.</param>
    /// <param name="question">The question.</param>
    /// <param name="index">Its position among the questions of the run.</param>
    /// <param name="records">The responses to the items of its shard.</param>
    public BrowsedResponse Of(ImageRecord image, Question question, int index, IReadOnlyDictionary<string, ResponseRecord> records)
    {
        var (asked, _, variants) = _prompts.Of(image, question);
        var end = Outcomes[0][index];
        var fault = end == Outcome.Failed ? _faults.Of(variants) : null;
        var record = fault is not null || end == Outcome.NotRun ? null : VariantResponses.Scored(variants, records);
        return new BrowsedResponse
        {
            IsAsked = variants.Count > 0,
            Outcomes = [.. Outcomes.Select(outcomes => outcomes[index])],
            Choices = [.. _protocols.Select(protocol => ChoiceOf(record, asked, protocol))],
            LenientChoice = ChoiceOf(record, asked, Protocols.Lenient),
            Score = record is null ? null : OutcomeClassifier.Read(record, false, asked, _protocols[0]).Credit,
            Raw = record is null ? fault : RawOf(record),
            Prompt = record is null ? null : variants.FirstOrDefault(variant => variant.Key == record.Key)?.Prompt,
            InputTokens = record?.InputTokens,
            OutputTokens = record?.OutputTokens,
            LatencyMs = record?.LatencyMs,
            Boxes = record is not null && asked.Target is not null ? LocalizationStyle.Drawn(record) : [],
        };
    }

    private static int ChoiceOf(ResponseRecord? record, Question asked, string protocol) =>
        (record is null ? null : OutcomeClassifier.ChoiceOf(record, asked, protocol)) ?? -1;

    private IEnumerable<string> KeysOf(ImageRecord image, Question question) => _prompts.Of(image, question).Variants.Select(variant => variant.Key);

    private static string? RawOf(ResponseRecord record) => record switch
    {
        { Scores: { } scores } => "similarities " + string.Join("  ", scores.Select(score => score.ToString("0.000", CultureInfo.InvariantCulture))),
        { Text: { } text } => text,
        _ => record.FinishDetail ?? record.Finish,
    };
}

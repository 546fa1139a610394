using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Robustness;

namespace MuBench.Pipeline.Passes;

/// <summary>Distributes the scored passes of a run to the parts of its report.</summary>
internal sealed class ReportPasses
{
    private readonly BenchmarkManifest _benchmark;
    private readonly QuestionTable _questions;
    private readonly IReadOnlyDictionary<string, ReportAlarm> _alarms;
    private readonly UnchangedQuestions _unchanged;
    private readonly (PlannedModel Planned, ModelScores Scores)[] _all;

    /// <param name="plan">The plan.</param>
    /// <param name="scores">The scores of its models, in the order of the plan.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="alarms">The alarms of models and passes, by id.</param>
    /// <param name="unchanged">Finds the questions that a pass asks in the same way as the main pass.</param>
    public ReportPasses(RunPlan plan, IReadOnlyList<ModelScores> scores, QuestionTable questions, IReadOnlyDictionary<string, ReportAlarm> alarms, UnchangedQuestions unchanged)
    {
        _benchmark = plan.Manifest.Benchmark;
        _questions = questions;
        _alarms = alarms;
        _unchanged = unchanged;
        _all = [.. plan.Models.Zip(scores)];
    }

    /// <summary>The scores of the main passes.</summary>
    public IReadOnlyList<ModelScores> Models => [.. _all.Where(entry => entry.Planned.Pass is null).Select(entry => entry.Scores)];

    /// <summary>The scores of the main passes and controls.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="scores">The scores of its models, in the order of the plan.</param>
    public static IReadOnlyList<ModelScores> ReportedOf(RunPlan plan, IReadOnlyList<ModelScores> scores) =>
        [.. plan.Models.Zip(scores).Where(entry => entry.First.Pass is null or { IsControl: true }).Select(entry => entry.Second)];

    /// <summary>Adds the results of a model's passes to its report.</summary>
    public ReportModel Complete(ReportModel model)
    {
        var pass = _all.First(entry => entry.Scores.Id == model.Id).Planned.Pass;
        return pass is not null ? model with { Control = pass.Kind, ControlOf = pass.Of } : model with
        {
            Repeats = RepeatsOf(model.Id),
            Permutations = PermutationsOf(model.Id),
            Passes = EndsOf(model.Id) is { Count: > 0 } ends ? ends : null,
            Notes = [.. model.Notes, .. NotesOf(model.Id)],
        };
    }

    /// <summary>The comparison of every model with each of its controls; null if there are none. A void result is not compared.</summary>
    public IReadOnlyList<ReportComparison>? VisionGain()
    {
        var controls = _all.Where(entry => entry.Planned.Pass is { IsControl: true }).ToArray();
        if (controls.Length == 0)
            return null;
        return
        [
            .. from control in controls
               let model = ScoresOf(control.Planned.Pass!.Of)
               where !control.Scores.Void && !model.Void
               let outcomes = (Model: OutcomesOf(model), Control: OutcomesOf(control.Scores))
               from gain in PairedComparison.Compare(_questions, outcomes.Model, outcomes.Control)
               let comparison = control.Planned.Pass!.Kind == PassKinds.ShuffledImage ? _unchanged.WithSameAnswers(gain, _questions, outcomes.Model.Outcomes, outcomes.Control.Outcomes) : gain
               select ResponseAlarms.WithoutVerdict(comparison, _alarms),
        ];
    }

    // Passes without a section of their own in the report give their limitations here.
    private IEnumerable<string> NotesOf(string id) =>
        from entry in _all
        where entry.Planned.Pass is { IsControl: false } pass && pass.Of == id
        let alarm = _alarms.GetValueOrDefault(entry.Scores.Id)
        where entry.Scores.Void || alarm is not null
        select entry.Scores.Void
            ? $"The pass '{entry.Scores.Id}' is void: {entry.Scores.VoidReason}"
            : $"In the pass '{entry.Scores.Id}' {alarm.InShort}. {alarm.Remedy}";

    private IReadOnlyList<ReportPass> EndsOf(string id) =>
    [
        .. from entry in _all
           where entry.Planned.Pass is { IsControl: false } pass && pass.Of == id
           let scores = entry.Scores
           select new ReportPass
           {
               Id = scores.Id,
               Void = scores.Void,
               VoidReason = scores.VoidReason,
               Alarm = _alarms.GetValueOrDefault(scores.Id),
               Outcomes = scores.Outcomes,
               NotApplicable = scores.NotApplicable,
               Faults = scores.Faults,
           },
    ];

    private ReportRepeats? RepeatsOf(string id)
    {
        if (PassesOf(id, PassKinds.Repeat) is not { Length: > 0 } repeats)
            return null;
        var passes = repeats.Select(entry => entry.Scores).Prepend(ScoresOf(id)).Select(PassOf).ToArray();
        return new ReportRepeats(passes.Length, UsageOf(repeats), RepeatStatistics.Of(_questions, passes));
    }

    private ReportPermutations? PermutationsOf(string id)
    {
        if (PassesOf(id, PassKinds.Order) is not { Length: > 0 } orders)
            return null;
        var statistics = PermutationStatistics.Of(
            _questions, PassOf(ScoresOf(id)), [.. orders.Select(entry => PassOf(entry.Scores) with { Unchanged = _unchanged.OrdersOf(entry.Planned.Pass!) })]);
        return new ReportPermutations(orders[0].Planned.Pass!.NoneOfTheAbove!, UsageOf(orders), statistics);
    }

    private (PlannedModel Planned, ModelScores Scores)[] PassesOf(string id, string kind) =>
        Array.FindAll(_all, entry => entry.Planned.Pass is { } pass && pass.Of == id && pass.Kind == kind);

    private ModelScores ScoresOf(string id) => _all.First(entry => entry.Scores.Id == id).Scores;

    private ModelOutcomes OutcomesOf(ModelScores scores) => ModelOutcomes.Of(scores, _benchmark.Protocol);

    private PassOutcomes PassOf(ModelScores scores) => new(
        OutcomesOf(scores).Outcomes,
        scores.Choices ?? throw new UserException($"The scores of '{scores.Id}' were written without its choices. Run the manifest again: it is scored again, and no question is asked twice."));

    private static ModelUsage UsageOf(IEnumerable<(PlannedModel, ModelScores Scores)> passes)
    {
        var usages = passes.Select(entry => entry.Scores.Usage).ToArray();
        return new ModelUsage
        {
            Calls = usages.Sum(usage => usage.Calls),
            Reused = usages.Sum(usage => usage.Reused),
            InputTokens = Sum(usages, usage => usage.InputTokens),
            OutputTokens = Sum(usages, usage => usage.OutputTokens),
            CachedInputTokens = Sum(usages, usage => usage.CachedInputTokens),
            OtherTiers = TiersOf(usages),
            ImplausibleUsage = usages.Sum(usage => usage.ImplausibleUsage),
            Usd = usages.Any(usage => usage.Usd is null) ? null : usages.Sum(usage => usage.Usd),
            SpentUsd = usages.Any(usage => usage.SpentUsd is null) ? null : usages.Sum(usage => usage.SpentUsd),
        };
    }

    private static SortedDictionary<string, long>? TiersOf(ModelUsage[] usages)
    {
        var tiers = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (tier, count) in usages.SelectMany(usage => usage.OtherTiers ?? new Dictionary<string, long>()))
            tiers[tier] = tiers.GetValueOrDefault(tier) + count;
        return tiers.Count == 0 ? null : tiers;
    }

    private static long? Sum(ModelUsage[] usages, Func<ModelUsage, long?> value) => usages.All(usage => value(usage) is null) ? null : usages.Sum(value);
}

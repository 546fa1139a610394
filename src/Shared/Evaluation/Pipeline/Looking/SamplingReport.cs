using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;
using MuBench.Scoring.Stopping;
using MuBench.Statistics;
using MuBench.Storage;

namespace MuBench.Pipeline.Looking;

/// <summary>What a report says about how a sampled run stopped.</summary>
internal static class SamplingReport
{
    /// <summary>Reads it from the looks; null for a run that asks every question.</summary>
    public static async Task<ReportSampling?> ReadAsync(IArtifactStore store, RunPlan plan, IReadOnlyList<ModelScores> scores, CancellationToken cancellationToken)
    {
        if (plan.Sampling is not { Stopped: { } stopped } sampling || plan.Manifest.Until is not { } until)
            return null;
        var looks = await LookStore.ReadAllAsync(store, plan.RunId, stopped.Looks, cancellationToken).ConfigureAwait(false);
        return new ReportSampling
        {
            IsSample = plan.IsSample,
            Task = until.Task,
            Verdicts = until.Verdicts ?? (until.Pairs is null ? null : "pairs"),
            Margin = until.Margin,
            HalfWidth = until.HalfWidth,
            Alpha = until.Alpha,
            Looks = stopped.Looks,
            PlannedLooks = sampling.Waves.Count,
            Reason = stopped.Reason,
            Images = sampling.Images,
            Questions = sampling.Questions,
            Leader = looks[^1].Leader,
            Models = [.. looks[^1].Models.Zip(plan.Models, scores).Select(model => ModelOf(plan, model.First, model.Second, model.Third))],
            Pairs = looks[^1].Pairs,
            Narrowing =
            [
                .. looks[^1].Pairs.Select((pair, index) => Narrowing(pair.A, pair.B, looks.Select(look => (look.Pairs[index].Images, (IReadOnlyList<double>?)look.Pairs[index].Interval)))),
                .. looks[^1].Models.Select((model, index) => Narrowing(model.Id, null, looks.Select(look => (look.Models[index].Images, look.Models[index].Interval)))),
            ],
        };
    }

    /// <summary>A comparison whose verdict and interval are those of the run's rule, if it is one of the pairs that the rule decided about.</summary>
    public static ReportComparison Ruled(ReportComparison comparison, RunPlan plan, ReportSampling? sampling)
    {
        if (sampling is not { IsSample: true } || comparison.Slice != SliceRules.All || comparison.Task != WholeTaskOf(plan))
            return comparison;
        if (sampling.Pairs.FirstOrDefault(pair => pair.A == comparison.A && pair.B == comparison.B) is { } pair)
            return With(comparison, pair.Verdict, pair.Interval);
        return sampling.Pairs.FirstOrDefault(pair => pair.A == comparison.B && pair.B == comparison.A) is { } turned
            ? With(comparison.Turned(), turned.Verdict, turned.Interval).Turned()
            : comparison;
    }

    // The whole task, if all its questions of the run are those that the rule is about.
    private static string? WholeTaskOf(RunPlan plan)
    {
        var head = plan.Manifest.Until!.Task.Split('/')[0];
        return plan.Manifest.Benchmark.Tasks.Count(task => task.Split('/')[0] == head) == 1 ? head : null;
    }

    private static ReportComparison With(ReportComparison comparison, string verdict, IReadOnlyList<double> interval) =>
        comparison with { Verdict = verdict, Ci95 = interval, Interval = IntervalKinds.Betting };

    private static ReportNarrowing Narrowing(string a, string? b, IEnumerable<(int Images, IReadOnlyList<double>? Interval)> looks)
    {
        // A model that is not asked any more keeps its number of images.
        List<(int Images, IReadOnlyList<double>? Interval)> steps = [.. looks.Where(look => look is { Images: > 0, Interval: not null }).DistinctBy(look => look.Images)];
        return new ReportNarrowing(a, [.. steps.Select(step => step.Images)], [.. steps.Select(step => step.Interval![0])], [.. steps.Select(step => step.Interval![1])]) { B = b };
    }

    private static ReportSampledModel ModelOf(RunPlan plan, LookModel look, PlannedModel model, ModelScores scores)
    {
        var asked = plan.QuestionsOf(model);
        var saved = plan.Sampling!.Questions - (model.DrawsBoxes ? 0 : plan.Sampling.Localization) - plan.AllQuestionsOf(model);
        return new ReportSampledModel
        {
            Id = look.Id,
            Waves = look.Waves,
            Questions = asked,
            SavedQuestions = saved,
            SavedUsd = ModelKinds.IsInProcess(model.Manifest) || saved == 0 ? 0
                : asked > 0 && scores.Usage.Usd is { } usd ? Math.Round(usd * saved / asked, 4)
                : null,
            Accuracy = look.Accuracy,
            Interval = look.Interval,
            IsUnavailable = look.IsUnavailable,
        };
    }
}

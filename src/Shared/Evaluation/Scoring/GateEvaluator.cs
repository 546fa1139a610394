using System.Globalization;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring;

/// <summary>Decides the manifest's conditions. A condition passes or fails only if its whole interval does.</summary>
internal static class GateEvaluator
{
    /// <summary>All conditions hold.</summary>
    public const string Pass = "pass";

    /// <summary>At least one condition is violated.</summary>
    public const string Fail = "fail";

    /// <summary>No condition is violated, and at least one cannot be decided from these questions.</summary>
    public const string Inconclusive = "inconclusive";

    /// <summary>Evaluates the gate under the manifest's protocol.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="models">The models.</param>
    /// <param name="comparisons">Their paired comparisons.</param>
    /// <param name="alarms">
    /// The alarms, by model. A condition on a model with an alarm fails; a condition that refers to one is
    /// inconclusive.
    /// </param>
    public static ReportGate Evaluate(
        RunManifest manifest, IReadOnlyList<ModelScores> models, IReadOnlyList<ReportComparison> comparisons, IReadOnlyDictionary<string, ReportAlarm>? alarms = null)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(comparisons);
        var checks = manifest.Gate.Select(condition => Check(condition, manifest.Benchmark.Protocol, models, comparisons, alarms)).ToArray();
        var result = checks.Any(check => check.Result == Fail) ? Fail
            : checks.Any(check => check.Result == Inconclusive) ? Inconclusive
            : Pass;
        return new ReportGate(result, checks);
    }

    private static ReportGateCheck Check(
        GateManifest condition, string protocol, IReadOnlyList<ModelScores> models, IReadOnlyList<ReportComparison> comparisons, IReadOnlyDictionary<string, ReportAlarm>? alarms)
    {
        var rule = condition.AtLeast is { } threshold
            ? $"{(condition.Task.StartsWith(BenchmarkTasks.Localization, StringComparison.Ordinal) ? "mean score" : "accuracy")} at least {Number(threshold)}"
            : $"not worse than {condition.NotWorseThan} by more than {Number(condition.Margin)}";
        if (Unscored(condition.Model, models, alarms) is { } fault)
            return new ReportGateCheck(condition.Model, condition.Task, rule, fault, Fail);
        if (condition.NotWorseThan is { } other && Unscored(other, models, alarms) is { } otherFault)
            return new ReportGateCheck(condition.Model, condition.Task, rule, otherFault, Inconclusive);

        var (measured, result) = condition.AtLeast is { } least
            ? AtLeast(least, Find(models.First(model => model.Id == condition.Model).Scores, condition.Task, protocol))
            : NotWorse(condition, comparisons);
        return new ReportGateCheck(condition.Model, condition.Task, rule, measured, result);
    }

    // Missing questions can also change a verdict: it must hold for the lowest and the highest accuracy that they allow.
    private static (string Measured, string Result) AtLeast(double min, SliceScore? score)
    {
        if (score is not { Accuracy: { } accuracy, Ci95: { } interval })
            return ("no answered question", Inconclusive);
        var measured = $"{Number(accuracy)}, 95% interval {Number(interval[0])} to {Number(interval[1])}, n = {score.N}";
        return interval[0] >= min && score.Lowest >= min ? (measured, Pass)
            : interval[1] < min && score.Highest < min ? (measured, Fail)
            : (measured, Inconclusive);
    }

    private static (string Measured, string Result) NotWorse(GateManifest condition, IReadOnlyList<ReportComparison> comparisons)
    {
        var pair = comparisons.Where(comparison =>
            (comparison.A == condition.Model && comparison.B == condition.NotWorseThan)
            || (comparison.B == condition.Model && comparison.A == condition.NotWorseThan)).ToArray();
        var found = Find(pair, condition.Task, comparison => comparison.Task, comparison => comparison.Slice);
        if (found is not { Difference: { } difference, Ci95: { } ci })
            return ("no question that both answered", Inconclusive);

        var swapped = found.A != condition.Model;
        var (low, high) = swapped ? (-ci[1], -ci[0]) : (ci[0], ci[1]);
        var same = found.Verdict == Verdicts.Identical ? "identical answers: " : "";
        var measured = $"{same}difference {Number(swapped ? -difference : difference)}, 95% interval {Number(low)} to {Number(high)}, n = {found.N}";
        return low > -condition.Margin ? (measured, Pass)
            : high < -condition.Margin ? (measured, Fail)
            : (measured, Inconclusive);
    }

    private static SliceScore? Find(IReadOnlyList<SliceScore> scores, string name, string protocol) =>
        Find(scores.Where(score => score.Protocol == protocol).ToArray(), name, score => score.Task, score => score.Slice);

    private static T? Find<T>(T[] candidates, string name, Func<T, string> taskOf, Func<T, string> sliceOf)
        where T : class
    {
        var (task, slices) = SlicesOf(name);
        // A run of one task has no pool: "all" is that task. Localisation is in no pool: it is "all" only if the run has no other task.
        var tasks = candidates.Select(taskOf).Distinct().ToList();
        tasks = tasks.Count > 1 ? tasks.FindAll(BenchmarkTasks.IsClosed) : tasks;
        var only = task == SliceRules.AllTasks && tasks is [var single] ? single : null;
        return slices
            .Select(slice => Array.Find(candidates, candidate => taskOf(candidate) == (only ?? task) && sliceOf(candidate) == slice))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>
    /// "coarse/modality" and "fine/SOURCE" as in the manifest's tasks, and the same parts of other tasks; a name alone
    /// is the whole task.
    /// </summary>
    private static (string Task, IReadOnlyList<string> Slices) SlicesOf(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return (name, [SliceRules.All]);
        var (task, part) = (name[..slash], name[(slash + 1)..]);
        return (task, task switch
        {
            BenchmarkTasks.Fine => [SliceRules.OfSource(part)],
            BenchmarkTasks.Coarse => [part],
            BenchmarkTasks.Localization => [SliceRules.OfClass(part), SliceRules.OfSource(part)],
            _ => [part, SliceRules.OfSource(part)],
        });
    }

    private static string? Unscored(string id, IReadOnlyList<ModelScores> models, IReadOnlyDictionary<string, ReportAlarm>? alarms) => models.FirstOrDefault(model => model.Id == id) switch
    {
        null => $"no result of {id}: it was not scored",
        { Void: true } model => $"no result of {id}: {model.VoidReason ?? "it is void"}",
        _ => alarms?.GetValueOrDefault(id) is { } alarm ? $"no result of {id} that counts: {alarm.InShort}. {alarm.Remedy}" : null,
    };

    // Adding zero turns "-0" into "0".
    private static string Number(double value) => (Math.Round(value, 4) + 0).ToString("0.####", CultureInfo.InvariantCulture);
}

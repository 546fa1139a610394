using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;
using MuBench.Statistics;

namespace MuBench.Tests.Reports;

/// <summary>
/// Draws every model's outcome of every question from a seed and counts them, so that the scores, comparisons and outcomes of a
/// sample report are consistent, as in a real run.
/// </summary>
internal sealed class SampleRun
{
    private static readonly string[] Coarse = ["domain", "modality", "stain", "subdomain", "submodality"];

    private readonly IReadOnlyList<SampleModel> _models;
    private readonly List<(string Task, string Key, string Dataset)> _questions = [];
    private readonly Outcome[][] _official;
    private readonly Outcome[][] _strict;

    public SampleRun(IReadOnlyList<SampleModel> models, IReadOnlyList<string> datasets, int imagesPerDataset, int seed)
    {
        _models = models;
        Datasets = datasets;
        Images = datasets.Count * imagesPerDataset;
        foreach (var dataset in datasets)
        {
            for (var image = 0; image < imagesPerDataset; image++)
            {
                _questions.AddRange(Coarse.Select(key => ("coarse", key, dataset)));
                _questions.Add(("fine", "classification", dataset));
            }
        }

        var random = new Random(seed);
        var hardness = datasets.Concat(Coarse).Append("classification").ToDictionary(name => name, _ => 0.75 + (random.NextDouble() * 0.5));
        _official = [.. models.Select(model => Draw(model, hardness, random))];
        _strict = [.. _official.Select(outcomes => outcomes.Select(outcome => Reread(outcome, random)).ToArray())];
    }

    public IReadOnlyList<string> Datasets { get; }

    public int Images { get; }

    public int Questions => _questions.Count;

    public OutcomeCounts Counts(int model)
    {
        int Count(Outcome outcome) => _official[model].Count(item => item == outcome);
        return new OutcomeCounts(
            Count(Outcome.Correct), Count(Outcome.Wrong), Count(Outcome.Unparsed), Count(Outcome.Refused),
            Count(Outcome.Filtered), Count(Outcome.Truncated), Count(Outcome.Failed), Count(Outcome.NotRun));
    }

    public IReadOnlyList<SliceScore> Scores(int model) =>
    [
        .. Slices().Select(slice => Score(_official[model], slice.Task, slice.Slice, "official", slice.Items)),
        .. Slices().Select(slice => Score(_strict[model], slice.Task, slice.Slice, "strict", slice.Items)),
    ];

    public IReadOnlyList<ReportComparison> Comparisons()
    {
        var comparisons = new List<ReportComparison>();
        for (var a = 0; a < _models.Count; a++)
        {
            for (var b = a + 1; b < _models.Count; b++)
            {
                if (_models[a].VoidReason is not null || _models[b].VoidReason is not null) continue;
                comparisons.AddRange(SampleStatistics.Holm([.. Slices().Select(slice => SampleStatistics.Compare(
                    _models[a].Id, _models[b].Id, slice.Task, slice.Slice, [.. slice.Items.Select(i => (_official[a][i], _official[b][i]))]))]));
            }
        }

        return comparisons;
    }

    private static SliceScore Score(Outcome[] outcomes, string task, string slice, string protocol, int[] items)
    {
        var n = items.Count(i => outcomes[i] < Outcome.Failed);
        var correct = items.Count(i => outcomes[i] == Outcome.Correct);
        double? accuracy = n == 0 ? null : (double)correct / n;
        var half = accuracy is { } p ? 1.96 * Math.Sqrt(Math.Max(p * (1 - p), 0.0004) / n) : (double?)null;
        return new SliceScore
        {
            Task = task,
            Slice = slice,
            Protocol = protocol,
            N = n,
            Accuracy = accuracy,
            Ci95 = accuracy is null ? null : [accuracy.Value - (half!.Value * 1.08), accuracy.Value + (half.Value * 1.05)],
            Interval = accuracy is null ? null : IntervalKinds.Jeffreys,
            HalfWidth = half,
            Lowest = n == 0 ? null : (double)correct / items.Length,
            Highest = n == 0 ? null : (double)(correct + items.Length - n) / items.Length,
        };
    }

    private Outcome[] Draw(SampleModel model, Dictionary<string, double> hardness, Random random) =>
    [
        .. _questions.Select(question =>
        {
            var draw = random.NextDouble();
            for (var i = 0; i < model.Other.Length; i++)
            {
                if ((draw -= model.Other[i]) < 0) return (Outcome)((int)Outcome.Unparsed + i);
            }

            var chance = question.Task == "coarse" ? model.Coarse : model.Fine;
            if (model.Kind is not "random") chance *= hardness[question.Dataset] * hardness[question.Key];
            return random.NextDouble() < chance ? Outcome.Correct : Outcome.Wrong;
        }),
    ];

    // The strict protocol can read some responses that the official one cannot.
    private static Outcome Reread(Outcome outcome, Random random) =>
        outcome == Outcome.Unparsed && random.NextDouble() < 0.6 ? Outcome.Correct : outcome;

    private IEnumerable<(string Task, string Slice, int[] Items)> Slices()
    {
        int[] Where(Func<(string Task, string Key, string Dataset), bool> condition) =>
            [.. Enumerable.Range(0, _questions.Count).Where(i => condition(_questions[i]))];
        var datasets = _questions.Select(question => question.Dataset).Distinct().ToList();
        yield return ("all", "all", Where(_ => true));
        foreach (var task in (string[])["coarse", "fine"])
        {
            yield return (task, "all", Where(question => question.Task == task));
            foreach (var key in task == "coarse" ? Coarse : [])
                yield return (task, key, Where(question => question.Task == task && question.Key == key));
            foreach (var dataset in datasets)
                yield return (task, "dataset:" + dataset, Where(question => question.Task == task && question.Dataset == dataset));
            yield return (task, "pathology", Where(question => question.Task == task && datasets.IndexOf(question.Dataset) % 2 == 0));
            yield return (task, "h&e", Where(question => question.Task == task && datasets.IndexOf(question.Dataset) % 4 == 2));
        }
    }
}

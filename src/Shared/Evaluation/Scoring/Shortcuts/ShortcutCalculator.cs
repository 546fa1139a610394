using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Statistics;

namespace MuBench.Scoring.Shortcuts;

/// <summary>Crosses each image's metadata questions with its fine answer.</summary>
/// <remarks>
/// The table and the scores C, T and S = 0.8 T + 0.2 C follow the SPeC 2026 challenge on MMBU (arXiv 2606.06696), by the authors of
/// μ-Bench. Their metadata also have specimen and body part; μ-Bench asks for domain, modality, stain, subdomain and submodality.
/// </remarks>
internal static class ShortcutCalculator
{
    private static readonly string[] Rules = [ShortcutRules.All, ShortcutRules.Majority];

    private static readonly (string Measure, string? Rule, int Unit, Func<ImageResult, int> Value)[] Compared =
    [
        .. Rules.SelectMany(rule => ((string, string?, int, Func<ImageResult, int>)[])
        [
            (ShortcutMeasures.Robust, rule, 1, result => result.Answer && result.Metadata(rule) ? 1 : 0),
            (ShortcutMeasures.Shortcut, rule, 1, result => result.Answer && !result.Metadata(rule) ? 1 : 0),
        ]),
        (ShortcutMeasures.Combined, null, QuestionCredits.Whole, result => result.CombinedScore),
    ];

    /// <summary>Analyses a run; null if no image has both kinds of questions, or no model answered those of one completely.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="protocol">The protocol of the outcomes.</param>
    /// <param name="models">The models.</param>
    /// <param name="isFloor">Whether a model is a floor, which is not compared.</param>
    public static ShortcutAnalysis? Of(QuestionTable questions, string protocol, IReadOnlyList<ModelOutcomes> models, Func<string, bool> isFloor)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(models);
        foreach (var model in models)
            OutcomeSets.Require(questions, model.Outcomes.Length);
        var images = ImageQuestions.Of(questions);
        var results = models.AsParallel().AsOrdered().Select(model => (model.Id, Images: ImageResult.Of(images, model.Outcomes)))
            .Where(model => model.Images.Any(image => image.IsComplete)).ToList();
        if (results.Count == 0)
            return null;
        var compared = results.Where(model => !isFloor(model.Id)).ToList();
        var pairs = compared.SelectMany((a, index) => compared.Skip(index + 1).Select(b => (A: a, B: b)));
        return new ShortcutAnalysis
        {
            Protocol = protocol,
            Images = images.Count,
            Models = [.. results.Select(model => Of(model.Id, images, model.Images))],
            Comparisons = [.. pairs.AsParallel().AsOrdered().SelectMany(pair => Compare(pair.A, pair.B))],
        };
    }

    private static ModelShortcuts Of(string id, IReadOnlyList<ImageQuestions> images, ImageResult[] results) => new()
    {
        Id = id,
        All = Group("all", results),
        Sources = [.. images.Zip(results).GroupBy(entry => entry.First.Source).Select(source => Group(source.Key, [.. source.Select(entry => entry.Second)]))],
        MetadataScore = Mean(results, result => result.MetadataScore),
        AnswerScore = Mean(results, result => result.AnswerScore),
        CombinedScore = Mean(results, result => result.CombinedScore),
    };

    private static ShortcutGroup Group(string source, ImageResult[] results)
    {
        var complete = results.Count(result => result.IsComplete);
        return new ShortcutGroup
        {
            Source = source,
            Images = complete,
            Incomplete = results.Length - complete,
            Tables = [.. Rules.Select(rule => Table(rule, results, complete))],
        };
    }

    private static ShortcutTable Table(string rule, ImageResult[] results, int images)
    {
        var (robust, shortcut) = (Count(true, true), Count(false, true));
        return new ShortcutTable
        {
            Rule = rule,
            Robust = ShortcutShare.Of(robust, images),
            Shortcut = ShortcutShare.Of(shortcut, images),
            ReasoningGap = ShortcutShare.Of(Count(true, false), images),
            Neither = ShortcutShare.Of(Count(false, false), images),
            ShortcutsOfRight = robust + shortcut == 0 ? null : ShortcutShare.Of(shortcut, robust + shortcut),
        };

        int Count(bool metadata, bool answer) => results.Count(result => result.IsComplete && result.Metadata(rule) == metadata && result.Answer == answer);
    }

    private static ShortcutShare Mean(ImageResult[] results, Func<ImageResult, int> score)
    {
        var tally = new ClusterTally(QuestionCredits.Whole);
        foreach (var result in results.Where(result => result.IsComplete))
        {
            var value = score(result);
            tally.Add(value, 1, (long)value * value);
        }

        return ShortcutShare.Mean(tally);
    }

    private static ShortcutComparison[] Compare((string Id, ImageResult[] Images) a, (string Id, ImageResult[] Images) b)
    {
        var both = a.Images.Zip(b.Images).Where(pair => pair.First.IsComplete && pair.Second.IsComplete).ToArray();
        var tests = Array.ConvertAll(Compared, measure => Test(both, measure.Unit, measure.Value));
        var pHolm = Holm.Adjust([.. tests.Select(test => test.Test?.P)]);
        return
        [
            .. Compared.Select((measure, index) =>
            {
                var interval = tests[index].Test?.Interval(0.95);
                return new ShortcutComparison
                {
                    A = a.Id,
                    B = b.Id,
                    Measure = measure.Measure,
                    Rule = measure.Rule,
                    Images = both.Length,
                    Difference = tests[index].Difference,
                    Ci95 = interval?.ToArray(),
                    Interval = interval?.Kind,
                    P = tests[index].Test?.P,
                    PHolm = pHolm[index],
                };
            }),
        ];
    }

    private static (double? Difference, DifferenceTest? Test) Test((ImageResult A, ImageResult B)[] images, int unit, Func<ImageResult, int> value)
    {
        var tally = new ClusterTally(unit);
        var discordant = 0;
        foreach (var (a, b) in images)
        {
            var difference = value(a) - value(b);
            tally.Add(difference, 1, (long)difference * difference);
            discordant += difference == 0 ? 0 : 1;
        }

        return tally.Questions == 0 ? (null, null) : (tally.Estimate, DifferenceTest.Of(tally, discordant));
    }
}

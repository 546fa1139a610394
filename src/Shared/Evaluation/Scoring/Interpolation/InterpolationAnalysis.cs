using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;
using MuBench.Statistics;

namespace MuBench.Scoring.Interpolation;

/// <summary>The α curve of one interpolation, and its best α, chosen on one half of the images and measured on the other.</summary>
/// <param name="questions">The questions.</param>
/// <param name="choosing">Rows of the choosing half.</param>
/// <param name="protocol">The protocol of the outcomes.</param>
/// <param name="seed">Seed of the half-widths' bootstrap.</param>
internal sealed class InterpolationAnalysis(QuestionTable questions, IReadOnlySet<int> choosing, string protocol, int seed)
{
    private readonly bool[] _choosing = ChoosingImages(questions, choosing);

    /// <summary>Analyses an interpolation.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="folders">The folders of the base and tuned models.</param>
    /// <param name="target">The slice that the manifest names; null for <c>h&amp;e</c> if the run has it.</param>
    /// <param name="points">Its models, α ascending.</param>
    public ReportInterpolation Analyze(string id, (string Base, string Tuned) folders, string? target, IReadOnlyList<InterpolationPoint> points)
    {
        var table = PartTable.Of(questions, target ?? SliceRules.HAndE);
        var notes = new List<string>();
        if (target is not null && table.Target is null)
            notes.Add($"The target '{target}' does not split the run's questions: it holds all of them, or none. The curve shows the mean over all parts alone.");
        var alive = points.Where(point => point.Outcomes is not null).ToList();
        notes.AddRange(points.Where(point => point.Outcomes is null).Select(point => $"{point.Model} is void and not on the curve."));
        return new ReportInterpolation
        {
            Id = id,
            Base = folders.Base,
            Tuned = folders.Tuned,
            Target = table.Target,
            Points = [.. points.AsParallel().AsOrdered().Select(point => new ReportInterpolationPoint(
                point.Alpha, point.Model, point.Outcomes is null, point.Outcomes is null ? [] : Means(table, point, _ => true)))],
            HeldOut = HeldOut(table, alive, notes),
            Notes = notes,
        };
    }

    private ReportHeldOut? HeldOut(PartTable table, List<InterpolationPoint> points, List<string> notes)
    {
        if (table.Groups.Count == 0)
        {
            notes.Add("There is no α to choose: the run asks no question that such a model answers.");
            return null;
        }

        if (points.Count < 2)
        {
            notes.Add("There is no α to choose: fewer than two of the models have a result.");
            return null;
        }

        var candidates = AlphaChoice.Candidates(table, points, image => _choosing[image]);
        if (candidates.Count < 2 || !_choosing.Contains(false))
        {
            notes.Add("There is no α to choose: too few questions for two halves.");
            return null;
        }

        var chosen = AlphaChoice.Best(candidates).Point;
        var (start, end) = (points.Find(point => point.Alpha == 0), points.Find(point => point.Alpha == 1));
        var half = questions.Restrict(image => !_choosing[image]);
        (InterpolationPoint? A, InterpolationPoint? B)[] candidatePairs = [(chosen, start), (chosen, end), (end, start)];
        var pairs = candidatePairs.Where(pair => pair is { A: not null, B: not null } && pair.A != pair.B).Select(pair => (A: pair.A!, B: pair.B!)).Distinct().ToList();
        return new ReportHeldOut
        {
            Alpha = chosen.Alpha,
            Model = chosen.Model,
            BaseModel = start?.Model,
            TunedModel = end?.Model,
            Choosing = HalfOf(true),
            Reporting = HalfOf(false),
            Candidates = [.. candidates.Select(candidate => new ReportAlphaMean(candidate.Point.Alpha, candidate.Mean))],
            Models = [.. new[] { start, end, chosen }.OfType<InterpolationPoint>().Distinct().Select(point => new ReportHeldOutModel(
                point.Model, Means(table, point, image => !_choosing[image]), ScoreCalculator.Score(half, point.Outcomes, protocol, seed)))],
            Differences = [.. pairs.SelectMany(pair => Differences(table, pair.A, pair.B))],
            Comparisons = [.. pairs.SelectMany(pair => PairedComparison.Compare(
                half, new ModelOutcomes(pair.A.Model, pair.A.Outcomes!), new ModelOutcomes(pair.B.Model, pair.B.Outcomes!)))],
        };
    }

    private static List<ReportPartMean> Means(PartTable table, InterpolationPoint point, Func<int, bool> includes)
    {
        var sample = PartSample.Of(table, includes, question => AlphaChoice.Value(point.Outcomes![question]));
        return [.. table.Groups.Select(group =>
        {
            var interval = sample.SpreadOf(group, 0)?.Share();
            return new ReportPartMean
            {
                Task = group.Task,
                Parts = group.Parts,
                Count = sample.Count(group),
                N = sample.Questions(group),
                Mean = sample.Mean(group),
                Ci95 = interval?.ToArray(),
                Interval = interval?.Kind,
            };
        })];
    }

    private IEnumerable<ReportPartDifference> Differences(PartTable table, InterpolationPoint a, InterpolationPoint b)
    {
        var sample = PartSample.Of(
            table, image => !_choosing[image], question => AlphaChoice.Value(a.Outcomes![question]) - AlphaChoice.Value(b.Outcomes![question]));
        return table.Groups.Select(group =>
        {
            var spread = sample.SpreadOf(group, -1);
            var ci95 = spread?.Difference(0.95);
            return new ReportPartDifference
            {
                A = a.Model,
                B = b.Model,
                Task = group.Task,
                Parts = group.Parts,
                Difference = sample.Mean(group),
                Ci95 = ci95?.ToArray(),
                Interval = ci95?.Kind,
                Verdict = Verdict(ci95, spread?.Difference(0.90)),
            };
        });
    }

    private static string Verdict(Interval? ci95, Interval? ci90) =>
        ci95 is not { } wide || ci90 is not { } narrow ? Verdicts.Undecided
        : wide.Low > 0 ? Verdicts.Better
        : wide.High < 0 ? Verdicts.Worse
        : narrow.Low > -PairedComparison.DefaultMargin && narrow.High < PairedComparison.DefaultMargin ? Verdicts.Equivalent
        : Verdicts.Undecided;

    private ReportHalf HalfOf(bool choosing) => new(
        _choosing.Count(image => image == choosing),
        Enumerable.Range(0, questions.Count).Count(question => _choosing[questions.ImageOf(question)] == choosing));

    private static bool[] ChoosingImages(QuestionTable questions, IReadOnlySet<int> rows)
    {
        var choosing = new bool[questions.Images];
        for (var question = 0; question < questions.Count; question++)
            choosing[questions.ImageOf(question)] = rows.Contains(questions.RowOf(question));
        return choosing;
    }
}

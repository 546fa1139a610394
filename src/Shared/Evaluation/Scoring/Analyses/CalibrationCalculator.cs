using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;
using MuBench.Scoring.TokenProbabilities;

namespace MuBench.Scoring.Analyses;

/// <summary>Computes Brier's scores, calibration errors and reliability bins.</summary>
internal static class CalibrationCalculator
{
    /// <summary>Number of bins of a reliability diagram, as in Guo et al. (2017).</summary>
    public const int BinCount = 15;

    /// <summary>Number of bins of the authors' curve.</summary>
    public const int AuthorsBinCount = 100;

    /// <summary>The calibration on one task.</summary>
    /// <param name="questions">The run's questions.</param>
    /// <param name="slice">The whole task.</param>
    /// <param name="outcomes">One outcome for each question.</param>
    /// <param name="confidences">One value for each question; null if there is none.</param>
    /// <param name="gaps">Why a question of a chat model has no value, for each question; null for other models.</param>
    public static TaskCalibration Of(
        QuestionTable questions, QuestionSlice slice, Outcome[] outcomes, IReadOnlyList<OptionConfidence?> confidences, IReadOnlyList<ConfidenceGap>? gaps = null)
    {
        var members = new List<Member>(slice.Questions.Length);
        foreach (var question in slice.Questions)
        {
            if (outcomes[question].IsAnswered() && confidences[question] is { } confidence)
                members.Add(new Member(question, outcomes[question] == Outcome.Correct, confidence));
        }

        var edges = Bins.EqualMassEdges(members.Select(member => member.Confidence.Top), BinCount);
        var bins = Group(members, BinCount, member => member.Confidence.Top, value => Bins.EqualWidth(value, BinCount));
        var equalMass = Group(members, null, member => member.Confidence.Top, value => Bins.Of(value, edges));
        return new TaskCalibration
        {
            Task = slice.Task,
            N = members.Count,
            Unread = CountOf(ConfidenceGap.Unread),
            WithoutLogprobs = CountOf(ConfidenceGap.NoLogprobs),
            WithoutLetter = CountOf(ConfidenceGap.NoLetter),
            LetterShare = gaps is null ? null : Mean(members, member => member.Confidence.Share),
            Accuracy = Mean(members, member => member.Hit),
            Confidence = Mean(members, member => member.Confidence.Top),
            Brier = Mean(members, member => member.Confidence.Brier),
            BrierTopLabel = Mean(members, member => Square(member.Confidence.Top - member.Hit)),
            BrierAuthors = Mean(members, member => Square(member.Confidence.Gold - member.Hit)),
            Ece = Error(bins.Select(bin => bin.Bin), members.Count),
            EceEqualMass = Error(equalMass.Select(bin => bin.Bin), members.Count),
            Bins = [.. bins.Select(bin => bin.Bin with
            {
                Ci95 = BinInterval.Of(questions, slice.Task, $"calibration:{bin.Bin.High:R}", bin.Items, outcomes).Ci95,
            })],
            EqualMassBins = [.. equalMass.Select(bin => bin.Bin)],
            AuthorsBins = [.. Group(members, AuthorsBinCount, member => member.Confidence.Gold, value => Bins.EqualWidth(value, AuthorsBinCount)).Select(bin => bin.Bin)],
        };

        int? CountOf(ConfidenceGap gap) => gaps is null ? null : slice.Questions.ToArray().Count(question => outcomes[question].IsAnswered() && gaps[question] == gap);
    }

    // For bins of equal width the ends are the edges; for others, the values that they contain.
    private static List<(ReliabilityBin Bin, int[] Items)> Group(List<Member> members, int? width, Func<Member, double> value, Func<double, int> binOf) =>
    [
        .. members.GroupBy(member => binOf(value(member))).OrderBy(group => group.Key).Select(group => (
            new ReliabilityBin
            {
                Low = width is { } bins ? (double)group.Key / bins : group.Min(value),
                High = width is { } same ? (double)(group.Key + 1) / same : group.Max(value),
                N = group.Count(),
                Confidence = group.Average(value),
                Accuracy = group.Average(member => member.Hit),
            },
            group.Select(member => member.Question).ToArray())),
    ];

    private static double? Error(IEnumerable<ReliabilityBin> bins, int total) =>
        total == 0 ? null : bins.Sum(bin => bin.N * Math.Abs(bin.Accuracy - bin.Confidence)) / total;

    private static double? Mean(List<Member> members, Func<Member, double> value) => members.Count == 0 ? null : members.Average(value);

    private static double Square(double value) => value * value;

    private readonly record struct Member(int Question, bool Correct, OptionConfidence Confidence)
    {
        public double Hit => Correct ? 1 : 0;
    }
}

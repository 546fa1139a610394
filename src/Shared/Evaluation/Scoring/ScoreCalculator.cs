using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;
using MuBench.Statistics;

namespace MuBench.Scoring;

/// <summary>Computes accuracy, or the mean score of graded questions, with intervals, for every slice.</summary>
internal static class ScoreCalculator
{
    /// <summary>SciPy's default, which the authors' code uses.</summary>
    internal const int Resamples = 9999;

    /// <summary>The confidence of the intervals of a run that asks every question.</summary>
    internal const double Confidence = 0.95;

    /// <summary>
    /// Scores a model on all slices of the table. The same arguments give the same numbers. The interval of a slice
    /// does not depend on other slices.
    /// </summary>
    /// <param name="questions">The questions.</param>
    /// <param name="outcomes">One outcome for each question, in the order of the table.</param>
    /// <param name="protocol">The protocol of the outcomes.</param>
    /// <param name="seed">Seed of the half-width's bootstrap.</param>
    /// <param name="credits">One fractional score in millionths for each question; those of graded questions count. Empty for none.</param>
    /// <param name="looks">Number of looks for which the intervals allow, see <see cref="Looks"/>; 1 for a run that asks every question.</param>
    public static IReadOnlyList<SliceScore> Score(
        QuestionTable questions, ReadOnlySpan<Outcome> outcomes, string protocol, int seed, ReadOnlySpan<int> credits = default, int looks = 1)
    {
        ArgumentNullException.ThrowIfNull(questions);
        OutcomeSets.Require(questions, outcomes.Length);
        var scores = new List<SliceScore>(questions.Slices.Count);
        foreach (var slice in questions.Slices)
            scores.Add(Score(questions, slice, outcomes, protocol, seed, credits: credits, looks: looks));
        return scores;
    }

    /// <summary>Scores one slice. For slices that are not in the table, such as caption templates, give their name.</summary>
    /// <inheritdoc cref="Score(QuestionTable, ReadOnlySpan{Outcome}, string, int, ReadOnlySpan{int}, int)"/>
    public static SliceScore Score(
        QuestionTable questions, QuestionSlice slice, ReadOnlySpan<Outcome> outcomes, string protocol, int seed, string? name = null, ReadOnlySpan<int> credits = default, string? metric = null, int looks = 1)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(slice);
        OutcomeSets.Require(questions, outcomes.Length);
        name ??= slice.Slice;
        var tally = Tally(questions, slice, outcomes, credits);
        var total = slice.Questions.Length;
        var score = new SliceScore
        {
            Task = slice.Task,
            Slice = name,
            Protocol = protocol,
            Metric = metric ?? (slice.IsGraded ? Metrics.Grit : null),
            N = tally.Questions,
            Accuracy = tally.Estimate,
            Ci95 = null,
            HalfWidth = null,
            Lowest = total == 0 ? null : (double)tally.Sum / tally.Unit / total,
            Highest = total == 0 ? null : (double)(tally.Sum + ((long)tally.Unit * (total - tally.Questions))) / tally.Unit / total,
        };
        if (tally.Questions == 0)
            return score;

        var interval = tally.ShareInterval(Looks.Confidence(looks));
        return score with
        {
            Ci95 = interval.ToArray(),
            Interval = Looks.KindOf(interval, looks),
            HalfWidth = slice.IsGraded ? null : HalfWidth(tally, Xoshiro256.For(seed, "score", slice.Task, name, protocol)),
        };
    }

    /// <summary>
    /// The authors' number: questions are resampled one by one as if independent, and the half-width is the interval's
    /// upper end minus the mean.
    /// </summary>
    /// <remarks>
    /// Resamples of images are drawn from the generator first. If images have one question each, these are the result.
    /// Else they only advance the generator as in earlier versions, so that a run's half-widths stay the same to the
    /// last digit.
    /// </remarks>
    internal static double HalfWidth(ClusterTally tally, Xoshiro256 random)
    {
        var correct = (int)tally.Sum;
        if (correct == 0 || correct == tally.Questions)
            return 0;
        if (!tally.HasOneQuestionEach)
            tally.SkipResamples(Resamples, random);
        var bootstrap = tally.HasOneQuestionEach
            ? tally.Resample(Resamples, random)!
            : Bootstrap.Of([new ClusterType(1, 1, correct), new ClusterType(0, 1, tally.Questions - correct)], Resamples, random);
        return Math.Abs(bootstrap.Basic(Confidence).High - bootstrap.Estimate);
    }

    internal static ClusterTally Tally(QuestionTable questions, QuestionSlice slice, ReadOnlySpan<Outcome> outcomes, ReadOnlySpan<int> credits = default)
    {
        var worth = new SliceCredits(slice, outcomes, credits);
        var tally = new ClusterTally(SliceCredits.UnitOf(slice));
        int image = -1, sum = 0, answered = 0;
        var squares = 0L;
        foreach (var question in slice.Questions)
        {
            if (questions.ImageOf(question) != image)
            {
                tally.Add(sum, answered, squares);
                (image, sum, answered, squares) = (questions.ImageOf(question), 0, 0, 0);
            }

            if (!outcomes[question].IsAnswered())
                continue;
            answered++;
            long value = worth.Of(question);
            sum += (int)value;
            squares += value * value;
        }

        tally.Add(sum, answered, squares);
        return tally;
    }
}

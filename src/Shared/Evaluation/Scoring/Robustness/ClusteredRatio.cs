using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;
using MuBench.Statistics;

namespace MuBench.Scoring.Robustness;

/// <summary>A ratio over the questions of a slice, with its interval clustered by image.</summary>
internal static class ClusteredRatio
{
    /// <summary>Adds up the contributions of each question to numerator and denominator, image by image.</summary>
    public static ClusterTally Tally(QuestionTable questions, QuestionSlice slice, Func<int, (int Sum, int Count)> contribution)
    {
        var tally = new ClusterTally();
        int image = -1, sum = 0, count = 0;
        foreach (var question in slice.Questions)
        {
            if (questions.ImageOf(question) != image)
            {
                tally.Add(sum, count);
                (image, sum, count) = (questions.ImageOf(question), 0, 0);
            }

            var (itemSum, itemCount) = contribution(question);
            sum += itemSum;
            count += itemCount;
        }

        tally.Add(sum, count);
        return tally;
    }

    /// <summary>The 95% interval of a share; null if there are no questions.</summary>
    public static IReadOnlyList<double>? Interval(ClusterTally tally) => tally.Questions == 0 ? null : tally.ShareInterval(0.95).ToArray();
}

namespace MuBench.Tests.Scoring;

/// <summary>
/// Draws images with correlated questions, with a known share of right responses and a known correlation within an image.
/// </summary>
/// <param name="random">The generator.</param>
/// <param name="correlation">Correlation between two questions of an image, from 0 to below 1.</param>
/// <param name="copies">
/// How they are correlated. If true, each question copies one draw per image with the probability sqrt(correlation). If false, as in
/// Pólya's urn, which gives the beta-binomial distribution (for more than two outcomes the Dirichlet-multinomial distribution).
/// </param>
public sealed class DrawnQuestions(Random random, double correlation, bool copies)
{
    /// <summary>Maximum number of questions of an image. Each number from 1 to this one is equally likely.</summary>
    public const int MaxQuestions = 6;

    /// <summary>Draws a number of questions for an image.</summary>
    public int Size() => random.Next(1, MaxQuestions + 1);

    /// <summary>Draws the questions of an image by outcome.</summary>
    /// <param name="questions">Number of questions.</param>
    /// <param name="shares">Share of each outcome except the last one, which has the rest.</param>
    /// <param name="counts">Receives the number of questions with each outcome.</param>
    public void Draw(int questions, ReadOnlySpan<double> shares, Span<int> counts)
    {
        counts.Clear();
        var common = copies ? Outcome(shares) : 0;
        var urn = correlation > 0 ? (1 - correlation) / correlation : 0;
        for (var question = 0; question < questions; question++)
        {
            if (copies)
                counts[random.NextDouble() < Math.Sqrt(correlation) ? common : Outcome(shares)]++;
            else if (correlation > 0 && random.NextDouble() * (urn + question) >= urn)
                counts[Earlier(counts, question)]++;
            else
                counts[Outcome(shares)]++;
        }
    }

    private int Outcome(ReadOnlySpan<double> shares)
    {
        var at = random.NextDouble();
        for (var outcome = 0; outcome < shares.Length; outcome++)
        {
            if (at < shares[outcome])
                return outcome;
            at -= shares[outcome];
        }

        return shares.Length;
    }

    private int Earlier(ReadOnlySpan<int> counts, int drawn)
    {
        var at = random.Next(drawn);
        var outcome = 0;
        while (at >= counts[outcome])
            at -= counts[outcome++];
        return outcome;
    }
}

using MuBench.Scoring.Results;
using MuBench.Statistics;

namespace MuBench.Scoring.Parity;

/// <summary>The bootstrap's half-widths against SciPy's and against published ones, in points.</summary>
internal static class HalfWidthChecks
{
    private const double Errors = 4;

    // The published ones have two decimals.
    private const double Rounding = 0.005;

    // Of each kind one; all would only take longer. GPT-4o's fine one is of fewer questions.
    private static readonly string[] Models = ["BiomedCLIP", "QwenVLM", "Random"];

    // They take most of the certificate's time, and none depends on another.
    public static IEnumerable<ParityCheck> Of(ParityData data) => data.HalfWidths.Select(golden => (Func<ParityCheck>)(() => SciPy(golden)))
        .Concat(Published(data, "coarse", data.WeightsOfKeys().Values.Sum()))
        .Concat(Published(data, "fine", data.Datasets.Sum(dataset => dataset.Images)))
        .AsParallel().AsOrdered().Select(check => check());

    private static ParityCheck SciPy(GoldenHalfWidth golden)
    {
        var error = golden.Deviation * Math.Sqrt(1 + 1.0 / GoldenHalfWidth.Runs);
        return ParityCheck.Within(
            $"half-width/scipy {golden.Correct} of {golden.N}", $"{golden.Correct:N0} of {golden.N:N0}: mean of {GoldenHalfWidth.Runs} runs of scipy.stats.bootstrap",
            100 * golden.Mean, 100 * Of(golden.N, golden.Correct), 100 * Errors * error, 3, $"{Errors} standard errors");
    }

    private static IEnumerable<Func<ParityCheck>> Published(ParityData data, string task, int questions) =>
        PublishedResults.OfMicroBench([task]).Where(result => Models.Contains(result.Model))
            .Select(published => (Func<ParityCheck>)(() => Published(data, published, questions)));

    // Both are single runs, and a run's deviation relative to the half-width hardly depends on the size: that of SciPy's largest sample serves.
    private static ParityCheck Published(ParityData data, PublishedResult published, int questions)
    {
        var largest = data.HalfWidths.MaxBy(golden => golden.N)!;
        var deviation = largest.Deviation / largest.Mean * published.HalfWidth!.Value;
        return ParityCheck.Within(
            $"half-width/published {published.Task} {published.Model}", $"{published.Model}, {published.Task}: published, of {questions:N0} questions",
            100 * published.HalfWidth.Value, 100 * Of(questions, (int)Math.Round(published.Accuracy * questions)),
            100 * Errors * Math.Sqrt(2) * deviation + Rounding, 3, $"{Errors} standard errors and rounding");
    }

    private static double Of(int questions, int correct)
    {
        var tally = new ClusterTally();
        for (var question = 0; question < questions; question++)
            tally.Add(question < correct ? 1 : 0, 1);
        return ScoreCalculator.HalfWidth(tally, Xoshiro256.For(0, "parity", $"{correct} of {questions}"));
    }
}

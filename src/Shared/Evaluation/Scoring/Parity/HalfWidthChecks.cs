using MuBench.Scoring.Results;
using MuBench.Statistics;

namespace MuBench.Scoring.Parity;

/// <summary>Compares the bootstrap's half-widths with SciPy's and with published ones, in percentage points.</summary>
internal static class HalfWidthChecks
{
    private const double Errors = 4;

    // The published half-widths have two decimals.
    private const double Rounding = 0.005;

    // One model of each kind; checking all would only take longer. GPT-4o is left out: its fine accuracy is over fewer questions.
    private static readonly string[] Models = ["BiomedCLIP", "QwenVLM", "Random"];

    // These checks take most of the certificate's time and are independent of one another.
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

    // Both numbers are single runs. The deviation of a run relative to the half-width hardly depends on the size, so that of
    // SciPy's largest sample is used.
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

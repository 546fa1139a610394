using System.Diagnostics;
using System.Globalization;
using MuBench.Statistics;
using MuBench.Statistics.Sequential;

namespace MuBench.Bench.Verdicts;

/// <summary>
/// Simulates runs that stop at the verdict: false verdicts, coverage at every look, and the share of the questions that is asked, for the pairs of the models
/// with published accuracies per source dataset.
/// </summary>
internal static class VerdictBench
{
    private const double Alpha = 0.05;
    private const double Margin = 0.02;
    private const double FarApart = 0.02;

    // The normal quantiles of a two-sided test at 5% and of a power of 90%.
    private const double ZPower = 1.2815515655446004;

    private static readonly IReadOnlyList<(int A, int B)> Pairs =
        [.. Enumerable.Range(0, PublishedModels.Names.Count).SelectMany(a => Enumerable.Range(a + 1, PublishedModels.Names.Count - a - 1).Select(b => (a, b)))];

    public static int Run(int nulls, int replays)
    {
        Console.WriteLine($"{PublishedModels.Images.Sum():N0} images of {PublishedModels.Images.Count} sources, {PublishedModels.Names.Count} models, {Pairs.Count} pairs, {Waves.Of(PublishedModels.Images).Count} waves");
        Nulls(nulls);
        Console.WriteLine();
        Console.WriteLine("| α of the pair | margin | mean share asked | median | mean of a fixed sample | its median | verdicts | reversals, pairs at least 2 points apart | sequences that miss the truth before they stop |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var (alpha, margin) in ((double, double)[])[(Alpha, 0), (Alpha, Margin), (Alpha / Pairs.Count, 0), (Alpha / Pairs.Count, Margin)])
            Published(alpha, margin, replays);
        return 0;
    }

    private static void Nulls(int replays)
    {
        var clock = Stopwatch.StartNew();
        var waves = Waves.Of(PublishedModels.Images);
        var results = Enumerable.Range(0, replays).AsParallel().Select(replay =>
        {
            var random = Xoshiro256.For(replay, "null");
            var pair = Draw(Pairs[replay % Pairs.Count], random).Balanced(random);
            pair.Shuffle(random);
            return Replay.Run(pair, waves, Alpha, 0, stops: false);
        }).ToList();
        Console.WriteLine(FormattableString.Invariant(
            $"null: {replays:N0} replays, a look after every wave until all is asked: {Share(results, result => result.Excluded)} false verdicts, {clock.Elapsed.TotalSeconds:F0} s"));
        clock.Restart();
        results = [.. Enumerable.Range(0, replays).AsParallel().Select(replay =>
        {
            var random = Xoshiro256.For(replay, "coverage");
            var pair = Draw(Pairs[replay % Pairs.Count], random);
            pair.Shuffle(random);
            return Replay.Run(pair, waves, Alpha, 0, stops: false);
        })];
        Console.WriteLine(FormattableString.Invariant(
            $"coverage: {replays:N0} replays of the published pairs, a look after every wave until all is asked: {Share(results, result => result.Missed)} sequences miss the true difference, {clock.Elapsed.TotalSeconds:F0} s"));
    }

    private static void Published(double alpha, double margin, int replays)
    {
        var waves = Waves.Of(PublishedModels.Images);
        var results = Enumerable.Range(0, replays).AsParallel().SelectMany(replay => Pairs.Select(models =>
        {
            var random = Xoshiro256.For(replay, "pair", $"{models.A}:{models.B}");
            var pair = Draw(models, random);
            pair.Shuffle(random);
            return (Pair: pair, Models: models, Result: Replay.Run(pair, waves, alpha, margin, stops: true));
        })).ToList();
        var far = results.Where(entry => Math.Abs(entry.Pair.Difference) >= FarApart).ToList();
        var asked = results.GroupBy(entry => entry.Models).Select(pair => pair.Average(entry => entry.Result.Asked)).Order().ToList();
        var best = results.GroupBy(entry => entry.Models).Select(pair => pair.Average(entry => FixedShare(entry.Pair, alpha))).Order().ToList();
        var reversals = far.Count(entry => entry.Result.Verdict is 1 or -1 && entry.Result.Verdict != Math.Sign(entry.Pair.Difference));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {alpha:0.#####} | {margin:0.##} | {asked.Average():P1} | {asked[asked.Count / 2]:P1} | {best.Average():P1} | {best[best.Count / 2]:P1} | {Share([.. results.Select(entry => entry.Result)], result => result.Verdict != 0)} | {reversals} of {far.Count:N0} | {Share([.. results.Select(entry => entry.Result)], result => result.Missed)} |"));
    }

    // The share of images of a stratified sample of a fixed size, chosen by someone who knows the true difference, that shows it with 90% power.
    private static double FixedShare(DrawnPair pair, double alpha)
    {
        double all = pair.Images.Sum();
        var z = NormalDistribution.Quantile(1 - alpha) + ZPower;
        var images = z * z * pair.Variance / (pair.Difference * pair.Difference);
        return 1 / (1 + (all / images));
    }

    private static DrawnPair Draw((int A, int B) models, Xoshiro256 random) =>
        DrawnPair.Draw(PublishedModels.Images, PublishedModels.AccuraciesOf(models.A), PublishedModels.AccuraciesOf(models.B), random);

    private static string Share(List<Replay> results, Func<Replay, bool> which) =>
        string.Create(CultureInfo.InvariantCulture, $"{results.Count(which):N0} of {results.Count:N0} ({(double)results.Count(which) / results.Count:P2})");
}

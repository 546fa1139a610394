using System.Diagnostics;
using MuBench.Bench.Verdicts;
using MuBench.Statistics;
using MuBench.Statistics.Assisted;

namespace MuBench.Bench.Assisted;

/// <summary>
/// Estimates from a tenth of the images with the help of other models' answers, by simulation: coverage, and how many times as many images a plain sample
/// would need.
/// </summary>
internal static class AssistedBench
{
    private const double Budget = 0.1;

    // BiomedCLIP's accuracies by source dataset.
    private static readonly double[] Accuracies = PublishedModels.AccuraciesOf(PublishedModels.Names.Index().First(name => name.Item == "BiomedCLIP").Index);

    public static int Run(int replays, bool ofAccuracies = true)
    {
        var images = PublishedModels.Images.Sum();
        Console.WriteLine($"{images:N0} images, {Budget:P0} of them sampled by source, {replays:N0} replays");
        if (ofAccuracies)
        {
            Console.WriteLine("| questions per image | correlation of each helper | coverage, plain | coverage, assisted | wider | effective size by the errors | as reported, mean |");
            Console.WriteLine("|---|---|---|---|---|---|---|");
            foreach (var questions in (int[])[1, 5])
            {
                foreach (var correlations in (double[][])[[0], [0, 0, 0, 0, 0, 0, 0, 0], [0.3], [0.5], [0.5, 0.5], [0.5, 0.5, 0.5, 0.5], [0.67], [0.8], [0.9]])
                    Simulate(questions, correlations, replays);
            }

            Afterwards(replays);
            Speed();
        }

        Differences(replays);
        return 0;
    }

    private static void Simulate(int questions, double[] correlations, int replays)
    {
        var results = Enumerable.Range(0, replays).AsParallel().Select(replay =>
        {
            var random = Xoshiro256.For(replay, "assisted", $"{questions}");
            var population = LoggedPopulation.Draw(Accuracies, questions, correlations, random);
            return AssistedSample.Of(population, population.Sample(Budget, random), table => AssistedMean.Of(population.Questions, table)!.Value);
        }).ToList();
        Console.WriteLine(FormattableString.Invariant(
            $"| {questions} | {Text(correlations)} | {AssistedSample.Share(results, result => result.PlainHolds)} | {AssistedSample.Share(results, result => result.Holds)} | {results.Count(result => result.Width > result.PlainWidth)} | {results.Sum(result => result.PlainError) / results.Sum(result => result.Error):F2} × | {results.Average(result => result.EffectiveSize):F2} × |"));
    }

    // Differences of two models: of the same accuracies, and of BiomedCLIP and PLIP.
    private static void Differences(int replays)
    {
        double[][] others = [Accuracies, PublishedModels.AccuraciesOf(PublishedModels.Names.Index().First(name => name.Item == "PLIP").Index)];
        Console.WriteLine("| difference of | questions per image | correlation of each helper with A | with B | coverage, plain | coverage, assisted | wider | effective size by the errors | as reported, mean |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, other) in ((string[])["equal models", "BiomedCLIP and PLIP"]).Zip(others))
        {
            foreach (var questions in (int[])[1, 5])
            {
                foreach (var (ofA, ofB) in ((double[], double[])[])[([0], [0]), ([0.8], []), ([0.5], [0.5]), ([0.8], [0.8])])
                    Simulate(name, other, questions, ofA, ofB, replays);
            }
        }
    }

    private static void Simulate(string name, double[] other, int questions, double[] ofA, double[] ofB, int replays)
    {
        bool[] everything = [.. Enumerable.Repeat(true, PublishedModels.Images.Sum() * questions)];
        var results = Enumerable.Range(0, replays).AsParallel().Select(replay =>
        {
            var random = Xoshiro256.For(replay, "differences", name, $"{questions}");
            var population = LoggedPopulation.Difference(LoggedPopulation.Draw(Accuracies, questions, ofA, random), LoggedPopulation.Draw(other, questions, ofB, random));
            return AssistedSample.Of(population, population.Sample(Budget, random), isDifference: true, everything)!.Value;
        }).ToList();
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {questions} | {Text(ofA)} | {Text(ofB)} | {AssistedSample.Share(results, result => result.PlainHolds)} | {AssistedSample.Share(results, result => result.Holds)} | {results.Count(result => result.Width > result.PlainWidth)} | {results.Sum(result => result.PlainError) / results.Sum(result => result.Error):F2} × | {results.Average(result => result.EffectiveSize):F2} × |"));
    }

    private static string Text(double[] correlations) => correlations.Length == 0
        ? "none"
        : string.Join(", ", correlations.GroupBy(value => value).Select(group => FormattableString.Invariant($"{group.Count()} × {group.Key}")));

    // What a rule does that computes the interval with each helper alone and takes the narrowest, where none helps.
    private static void Afterwards(int replays)
    {
        var results = Enumerable.Range(0, replays).AsParallel().Select(replay =>
        {
            var random = Xoshiro256.For(replay, "afterwards");
            var population = LoggedPopulation.Draw(Accuracies, 1, new double[8], random);
            var alone = population.Questions.Features.Select(feature => population.Questions with { Features = [feature] }).ToList();
            return AssistedSample.Of(population, population.Sample(Budget, random), table => alone.Select(questions => AssistedMean.Of(questions, table)!.Value).MinBy(mean => mean.VarianceRatio));
        }).ToList();
        Console.WriteLine($"narrowest of eight useless helpers, chosen afterwards: {AssistedSample.Share(results, result => result.Holds)} coverage, plain {AssistedSample.Share(results, result => result.PlainHolds)}");
    }

    private static void Speed()
    {
        var random = Xoshiro256.For(0, "speed");
        var population = LoggedPopulation.Draw(Accuracies, 6, [.. Enumerable.Repeat(0.5, 8)], random);
        var sampled = population.Sample(Budget, random);
        var clock = Stopwatch.StartNew();
        AssistedMean.Of(population.Questions, sampled);
        Console.WriteLine(FormattableString.Invariant($"one estimate from {sampled.Length:N0} questions and 8 helpers: {clock.Elapsed.TotalSeconds:F2} s"));
    }
}

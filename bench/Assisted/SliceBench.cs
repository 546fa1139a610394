using MuBench.Bench.Verdicts;
using MuBench.Statistics;
using MuBench.Statistics.Assisted;

namespace MuBench.Bench.Assisted;

/// <summary>
/// Assisted estimates of parts of a task, by simulation: single source datasets, small ones together, and parts that divide the source datasets by something that
/// all models find easier, as a submodality does.
/// </summary>
internal static class SliceBench
{
    private const double Budget = 0.1, Easier = 0.15;
    private const int SampledOfSmall = 110;

    private static readonly double[] Accuracies = PublishedModels.AccuraciesOf(PublishedModels.Names.Index().First(name => name.Item == "BiomedCLIP").Index);

    private static readonly int[] BySize = [.. PublishedModels.Images.Index().OrderBy(source => source.Item).Select(source => source.Index)];

    private static readonly HashSet<int> SmallSources = [.. SmallSourcesOf()];

    private static readonly IReadOnlyList<(string Name, Func<int, int, int, bool> Includes)> Slices =
    [
        ("the whole task", (_, _, _) => true),
        ("the largest source", (_, source, _) => source == BySize[^1]),
        ($"the smallest source with {SampledOfSmall} sampled images", (_, source, _) => source == BySize.First(index => PublishedModels.Images[index] * Budget >= SampledOfSmall)),
        ("small sources together", (_, source, _) => SmallSources.Contains(source)),
        ("the easier half of every source", (image, _, _) => LoggedPopulation.IsEasier(image)),
        ("every 14th image, an easier one", (image, _, _) => image % 14 == 0),
        ("one question key", (_, _, part) => part == 0),
    ];

    public static int Run(int replays)
    {
        Console.WriteLine("| of | questions per image | correlation of each helper | part | sampled images | coverage, plain | coverage, assisted | wider | effective size by the errors | as reported, mean |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var isDifference in (bool[])[false, true])
        {
            foreach (var questions in (int[])[1, 5])
            {
                foreach (var correlations in (double[][])[[0], [0.5], [0.8], [0.5, 0.5, 0.5, 0.5]])
                    Simulate(isDifference, questions, correlations, replays);
            }
        }

        return 0;
    }

    private static void Simulate(bool isDifference, int questions, double[] correlations, int replays)
    {
        var results = Enumerable.Range(0, replays).AsParallel().Select(replay =>
        {
            var random = Xoshiro256.For(replay, "slices", $"{questions}");
            var population = LoggedPopulation.Draw(Accuracies, questions, correlations, random, Easier);
            if (isDifference)
                population = LoggedPopulation.Difference(population, LoggedPopulation.Draw(Accuracies, questions, correlations, random, Easier));
            var values = population.Sample(Budget, random);
            return Slices.Select(slice => AssistedSample.Of(population, values, isDifference, Included(population, questions, slice.Includes))).ToList();
        }).ToList();
        foreach (var (number, slice) in Slices.Index().Where(slice => questions > 1 || slice.Item.Name != "one question key"))
        {
            var samples = results.Select(result => result[number]).OfType<AssistedSample>().ToList();
            var name = isDifference ? "difference" : "accuracy";
            var helpers = string.Join(", ", correlations.GroupBy(value => value).Select(group => FormattableString.Invariant($"{group.Count()} × {group.Key}")));
            Console.WriteLine(samples.Count == 0
                ? $"| {name} | {questions} | {helpers} | {slice.Name} | fewer than {AssistedMean.MinImages} | | | | | |"
                : FormattableString.Invariant(
                    $"| {name} | {questions} | {helpers} | {slice.Name} | {samples.Average(sample => sample.Images):F0} | {AssistedSample.Share(samples, sample => sample.PlainHolds)} | {AssistedSample.Share(samples, sample => sample.Holds)} | {samples.Count(sample => sample.Width > sample.PlainWidth + 1e-9)} | {samples.Sum(sample => sample.PlainError) / samples.Sum(sample => sample.Error):F2} × | {samples.Average(sample => sample.EffectiveSize):F2} × |"));
        }
    }

    private static bool[] Included(LoggedPopulation population, int questions, Func<int, int, int, bool> includes) =>
        [.. population.Questions.Images.Select((image, question) => includes(image, population.Questions.Cells[question] / questions, question % questions))];

    // The smallest source datasets of which a tenth is enough images.
    private static IEnumerable<int> SmallSourcesOf()
    {
        var images = 0;
        foreach (var source in BySize)
        {
            yield return source;
            if ((images += PublishedModels.Images[source]) * Budget >= SampledOfSmall)
                yield break;
        }
    }
}

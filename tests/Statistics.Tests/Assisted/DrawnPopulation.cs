using MuBench.Statistics;
using MuBench.Statistics.Assisted;

namespace MuBench.Tests.Statistics.Assisted;

/// <summary>A drawn population: images with one or two questions of a model, and other models whose answers correlate with its by a known number.</summary>
internal sealed class DrawnPopulation
{
    private readonly double[] _values;

    private DrawnPopulation(AssistedQuestions questions, double[] values) => (Questions, _values) = (questions, values);

    public AssistedQuestions Questions { get; }

    public double Mean => _values.Average();

    /// <summary>Draws a population. A helper gives the model's own answer with a probability of its correlation, else one that depends on the cell alone.</summary>
    public static DrawnPopulation Draw(int images, IReadOnlyList<double> correlations, Xoshiro256 random)
    {
        var (image, cells, values) = (new List<int>(), new List<int>(), new List<double>());
        var features = correlations.Select(_ => new List<double>()).ToArray();
        for (var number = 0; number < images; number++)
        {
            var cell = number % 3;
            var ease = 0.35 + (0.2 * cell);
            var first = random.NextDouble() < ease;
            for (var question = 0; question < 1 + (number % 2); question++)
            {
                var isRight = question == 0 || random.NextDouble() < 0.4 ? first : random.NextDouble() < ease;
                image.Add(number);
                cells.Add(cell);
                values.Add(isRight ? 1 : 0);
                for (var helper = 0; helper < features.Length; helper++)
                    features[helper].Add((random.NextDouble() < correlations[helper] ? isRight : random.NextDouble() < ease) ? 1 : 0);
            }
        }

        return new DrawnPopulation(new AssistedQuestions([.. image], [.. cells], [.. features.Select(feature => feature.ToArray())]), [.. values]);
    }

    /// <summary>The difference of two models that answer the same questions, with the helpers of both.</summary>
    public static DrawnPopulation Difference(DrawnPopulation a, DrawnPopulation b) => new(
        new AssistedQuestions(a.Questions.Images, a.Questions.Cells, [.. a.Questions.Features, .. b.Questions.Features]), [.. a._values.Zip(b._values, (one, other) => one - other)]);

    /// <summary>The values of a simple random sample of images; NaN elsewhere.</summary>
    public double[] Sample(int images, Xoshiro256 random)
    {
        var order = Enumerable.Range(0, Questions.Images[^1] + 1).ToArray();
        for (var index = 0; index < images; index++)
        {
            var other = index + (int)(random.NextDouble() * (order.Length - index));
            (order[index], order[other]) = (order[other], order[index]);
        }

        var drawn = order.Take(images).ToHashSet();
        return [.. _values.Select((value, question) => drawn.Contains(Questions.Images[question]) ? value : double.NaN)];
    }

    /// <summary>The sampled images for the plain interval.</summary>
    public ClusterTally Tally(double[] values)
    {
        var tally = new ClusterTally();
        foreach (var image in Enumerable.Range(0, values.Length).Where(question => double.IsFinite(values[question])).GroupBy(question => Questions.Images[question]))
            tally.Add((int)image.Sum(question => values[question]), image.Count(), (long)image.Sum(question => values[question] * values[question]));
        return tally;
    }
}

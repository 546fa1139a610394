using MuBench.Bench.Verdicts;
using MuBench.Statistics;
using MuBench.Statistics.Assisted;

namespace MuBench.Bench.Assisted;

/// <summary>
/// The images of the fine task with the answers of a drawn model, and of helpers whose answers correlate with its by a known number within each source
/// dataset.
/// </summary>
internal sealed class LoggedPopulation
{
    private readonly int[][] _images;

    private LoggedPopulation(double[] values, AssistedQuestions questions, int[][] images) => (Values, Questions, _images) = (values, questions, images);

    /// <summary>The model's answers: 1 right, 0 wrong; or the differences of two models.</summary>
    public double[] Values { get; }

    /// <summary>The questions with the helpers' answers.</summary>
    public AssistedQuestions Questions { get; }

    /// <summary>The model's accuracy.</summary>
    public double Mean => Values.Average();

    /// <summary>Draws a population.</summary>
    /// <param name="accuracies">The model's accuracy by source dataset.</param>
    /// <param name="questions">Number of questions about an image. Half of them repeat the first one's outcome.</param>
    /// <param name="correlations">The correlation of each helper: it gives the model's own outcome with this probability, else an independent one.</param>
    /// <param name="random">The random numbers.</param>
    /// <param name="easier">By how much every second image is easier for all models, and the others harder.</param>
    public static LoggedPopulation Draw(double[] accuracies, int questions, IReadOnlyList<double> correlations, Xoshiro256 random, double easier = 0)
    {
        var count = PublishedModels.Images.Sum() * questions;
        var (values, image, cells) = (new double[count], new int[count], new int[count]);
        var features = correlations.Select(_ => new double[count]).ToArray();
        var images = new int[accuracies.Length][];
        var (question, number) = (0, 0);
        for (var source = 0; source < accuracies.Length; source++)
        {
            images[source] = [.. Enumerable.Range(number, PublishedModels.Images[source])];
            foreach (var one in images[source])
            {
                var accuracy = Math.Clamp(accuracies[source] + (IsEasier(one) ? easier : -easier), 0, 1);
                var first = random.NextDouble() < accuracy;
                for (var part = 0; part < questions; part++, question++)
                {
                    var isRight = part == 0 || random.NextDouble() < 0.5 ? first : random.NextDouble() < accuracy;
                    (values[question], image[question], cells[question]) = (isRight ? 1 : 0, one, (source * questions) + part);
                    for (var helper = 0; helper < features.Length; helper++)
                        features[helper][question] = (random.NextDouble() < correlations[helper] ? isRight : random.NextDouble() < accuracy) ? 1 : 0;
                }
            }

            number += images[source].Length;
        }

        return new LoggedPopulation(values, new AssistedQuestions(image, cells, features), images);
    }

    /// <summary>Whether an image is one of the easier ones: every second image of each source dataset.</summary>
    public static bool IsEasier(int image) => image % 2 == 0;

    /// <summary>The source dataset of an image.</summary>
    public int SourceOf(int image) => Array.FindIndex(_images, source => image <= source[^1]);

    /// <summary>The difference of two models that answer the same questions, with the helpers of both.</summary>
    public static LoggedPopulation Difference(LoggedPopulation a, LoggedPopulation b) => new(
        [.. a.Values.Zip(b.Values, (one, other) => one - other)], new AssistedQuestions(a.Questions.Images, a.Questions.Cells, [.. a.Questions.Features, .. b.Questions.Features]), a._images);

    /// <summary>The model's answers to a sample of the images, in proportion to the source datasets; NaN elsewhere.</summary>
    public double[] Sample(double budget, Xoshiro256 random)
    {
        var drawn = new HashSet<int>();
        foreach (var source in _images)
        {
            int[] order = [.. source];
            for (var index = 0; index < (int)Math.Round(order.Length * budget); index++)
            {
                var other = index + (int)(random.NextDouble() * (order.Length - index));
                (order[index], order[other]) = (order[other], order[index]);
                drawn.Add(order[index]);
            }
        }

        return [.. Values.Select((value, question) => drawn.Contains(Questions.Images[question]) ? value : double.NaN)];
    }

    /// <summary>The sampled images, for intervals.</summary>
    public ClusterTally TallyOf(double[] sampled)
    {
        var tally = new ClusterTally();
        for (var question = 0; question < sampled.Length;)
        {
            var (image, sum, size, squares) = (Questions.Images[question], 0, 0, 0);
            for (; question < sampled.Length && Questions.Images[question] == image; question++)
            {
                if (!double.IsFinite(sampled[question]))
                    continue;
                sum += (int)sampled[question];
                squares += (int)(sampled[question] * sampled[question]);
                size++;
            }

            tally.Add(sum, size, squares);
        }

        return tally;
    }
}

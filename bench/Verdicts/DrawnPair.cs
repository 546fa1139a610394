using MuBench.Statistics;

namespace MuBench.Bench.Verdicts;

/// <summary>A finite population of images with the difference of two drawn models on each: 1, 0 or -1.</summary>
internal sealed class DrawnPair
{
    private readonly int[][] _differences;

    private DrawnPair(int[][] differences)
    {
        _differences = differences;
        Difference = (double)differences.Sum(source => source.Sum()) / differences.Sum(source => source.Length);
        Variance = differences.Sum(SquaresOf) / differences.Sum(source => source.Length);
    }

    /// <summary>The true difference over all images.</summary>
    public double Difference { get; }

    /// <summary>The variance of an image's difference within its source dataset.</summary>
    public double Variance { get; }

    /// <summary>The strata: one per source dataset.</summary>
    public IReadOnlyList<int> Images => [.. _differences.Select(source => source.Length)];

    /// <summary>Draws a pair of models that answer independently with given accuracies.</summary>
    public static DrawnPair Draw(IReadOnlyList<int> images, double[] a, double[] b, Xoshiro256 random) => new(
        [.. images.Select((count, source) => Enumerable.Range(0, count)
            .Select(_ => (random.NextDouble() < a[source] ? 1 : 0) - (random.NextDouble() < b[source] ? 1 : 0)).ToArray())]);

    /// <summary>The same pair without a difference in all: some images on which the better model alone is right are given to the other.</summary>
    public DrawnPair Balanced(Xoshiro256 random)
    {
        var copy = _differences.Select(source => source.ToArray()).ToArray();
        var sum = copy.Sum(source => source.Sum());
        while (Math.Abs(sum) > 1)
        {
            var source = copy[(int)(random.NextDouble() * copy.Length)];
            var image = (int)(random.NextDouble() * source.Length);
            if (source[image] != Math.Sign(sum))
                continue;
            source[image] = -source[image];
            sum += 2 * source[image];
        }

        for (var source = 0; sum != 0; source++)
        {
            var image = Array.IndexOf(copy[source], Math.Sign(sum));
            if (image < 0)
                continue;
            copy[source][image] = 0;
            sum = 0;
        }

        return new DrawnPair(copy);
    }

    private static double SquaresOf(int[] source)
    {
        var mean = source.Average();
        return source.Sum(value => (value - mean) * (value - mean));
    }

    /// <summary>Shuffles the images within their source datasets.</summary>
    public void Shuffle(Xoshiro256 random)
    {
        foreach (var source in _differences)
        {
            for (var last = source.Length - 1; last > 0; last--)
            {
                var other = (int)(random.NextDouble() * (last + 1));
                (source[last], source[other]) = (source[other], source[last]);
            }
        }
    }

    /// <summary>The values of the images of a wave.</summary>
    /// <param name="drawn">Numbers of images drawn before, by source dataset; increased.</param>
    /// <param name="wave">Numbers of images of the wave.</param>
    public IReadOnlyList<IReadOnlyList<int>> Take(int[] drawn, IReadOnlyList<int> wave)
    {
        var values = new ArraySegment<int>[wave.Count];
        for (var source = 0; source < wave.Count; source++)
        {
            values[source] = new ArraySegment<int>(_differences[source], drawn[source], wave[source]);
            drawn[source] += wave[source];
        }

        return Array.ConvertAll(values, value => (IReadOnlyList<int>)value);
    }
}

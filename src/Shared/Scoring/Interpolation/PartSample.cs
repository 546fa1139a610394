using MuBench.Scoring.Statistics;

namespace MuBench.Scoring.Interpolation;

/// <summary>What one model, or a pair, has on the parts: unweighted means with intervals from resampled images.</summary>
/// <remarks>Images are resampled within their stratum, with all their questions: every source dataset keeps its size.</remarks>
internal sealed class PartSample
{
    private const int Resamples = 1999;

    private readonly PartTable _table;
    private readonly StratumTally[] _strata;
    private readonly long[] _totals;

    private PartSample(PartTable table, StratumTally[] strata)
    {
        _table = table;
        _strata = strata;
        _totals = new long[table.Strata * Width];
        for (var stratum = 0; stratum < strata.Length; stratum++)
            strata[stratum].AddTo(_totals.AsSpan(stratum * Width, Width));
    }

    private int Width => 2 * _table.Tasks;

    /// <summary>Tallies items.</summary>
    /// <param name="table">The parts.</param>
    /// <param name="includes">Whether an image, numbered as in the item table, belongs to the sample.</param>
    /// <param name="value">What an item adds to the sum: 1 for right, 0 for wrong; null where it is no question of the sample.</param>
    public static PartSample Of(PartTable table, Func<int, bool> includes, Func<int, int?> value)
    {
        var strata = Enumerable.Range(0, table.Strata).Select(_ => new StratumTally()).ToArray();
        var items = table.Items;
        Span<long> image = stackalloc long[2 * table.Tasks];
        for (var item = 0; item < items.Count;)
        {
            var first = item;
            var answered = false;
            image.Clear();
            for (; item < items.Count && items.ImageOf(item) == items.ImageOf(first); item++)
            {
                if (!includes(items.ImageOf(item)) || value(item) is not { } sum)
                    continue;
                image[2 * table.TaskOf(item)] += sum;
                image[2 * table.TaskOf(item) + 1]++;
                answered = true;
            }

            if (answered)
                strata[table.StratumOf(first)].Add(image);
        }

        return new PartSample(table, strata);
    }

    /// <summary>Parts of a group with a question.</summary>
    public int Count(PartGroup group) => group.Cells.Count(part => part.Sum(cell => _totals[2 * cell + 1]) > 0);

    /// <summary>Questions of a group.</summary>
    public int Questions(PartGroup group) => (int)group.Cells.Sum(part => part.Sum(cell => _totals[2 * cell + 1]));

    /// <summary>The unweighted mean over a group's parts; null where none has a question.</summary>
    public double? Mean(PartGroup group) => Mean(group, _totals);

    /// <summary>Resamples the images: for each group the statistic's distribution; null where it has no spread or no question.</summary>
    public Bootstrap?[] Resample(Xoshiro256 random)
    {
        var draws = _table.Groups.Select(_ => new double[Resamples]).ToArray();
        var totals = new long[_totals.Length];
        for (var resample = 0; resample < Resamples; resample++)
        {
            Array.Clear(totals);
            for (var stratum = 0; stratum < _strata.Length; stratum++)
                _strata[stratum].Draw(random, totals.AsSpan(stratum * Width, Width));
            for (var group = 0; group < draws.Length; group++)
                draws[group][resample] = Mean(_table.Groups[group], totals) ?? Mean(_table.Groups[group]) ?? 0;
        }

        return [.. _table.Groups.Select((group, index) =>
            Array.TrueForAll(draws[index], draw => draw == draws[index][0]) ? null : Bootstrap.Of(Mean(group)!.Value, draws[index]))];
    }

    /// <summary>
    /// The interval of a mean. Where all resamples are alike, the images of each part being so, each part has the exact
    /// interval of so many images alike, and the mean the mean of their ends.
    /// </summary>
    public Interval? IntervalOf(PartGroup group, Bootstrap? bootstrap, double confidence, double least, double most)
    {
        if (Mean(group) is not { } mean)
            return null;
        if (bootstrap is not null)
            return bootstrap.Basic(confidence).Within(least, most);
        var elsewhere = group.Cells
            .Select(part => part.Sum(cell => _strata[cell / _table.Tasks].ImagesOf(cell % _table.Tasks)))
            .Where(images => images > 0)
            .Average(images => 1 - Math.Pow((1 - confidence) / 2, 1.0 / images));
        return new Interval(mean + (least - mean) * elsewhere, mean + (most - mean) * elsewhere);
    }

    private static double? Mean(PartGroup group, ReadOnlySpan<long> totals)
    {
        var parts = 0;
        var mean = 0.0;
        foreach (var cells in group.Cells)
        {
            long sum = 0, questions = 0;
            foreach (var cell in cells)
            {
                sum += totals[2 * cell];
                questions += totals[2 * cell + 1];
            }

            if (questions == 0)
                continue;
            parts++;
            mean += (double)sum / questions;
        }

        return parts == 0 ? null : mean / parts;
    }
}

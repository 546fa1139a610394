namespace MuBench.Statistics;

/// <summary>
/// Draws resamples of images by type. How many images of each type a resample has is multinomial: a chain of
/// binomials over the frequent types; the few images of all rare types together are drawn one by one.
/// </summary>
internal sealed class ClusterSampler
{
    // Below this many expected images of a type, single draws cost less than its binomial.
    private const int RareBelow = 8;

    private readonly ClusterType[] _frequent;
    private readonly ClusterType[] _rare;
    private readonly BinomialSampler[] _binomials;
    private readonly BinomialSampler _rareCount;
    private readonly AliasTable? _rareTypes;
    private readonly int _images;

    public ClusterSampler(IReadOnlyList<ClusterType> types)
    {
        // Most frequent first leaves the least to draw for the rest; the full order makes the draws repeatable.
        var ordered = types.Where(type => type.Images > 0).OrderByDescending(type => type.Images).ThenBy(type => type.Questions).ThenBy(type => type.Sum).ToArray();
        var rareFrom = Math.Max(1, Array.FindIndex(ordered, type => type.Images < RareBelow) is var first and >= 0 ? first : ordered.Length);
        // One rare type is the chain's last and needs no draw at all.
        if (rareFrom == ordered.Length - 1)
            rareFrom = ordered.Length;
        _frequent = ordered[..rareFrom];
        _rare = ordered[rareFrom..];
        _images = ordered.Sum(type => type.Images);
        Estimate = ordered.Sum(type => (double)type.Sum * type.Images) / ordered.Sum(type => (double)type.Questions * type.Images);

        var left = _images;
        _rareCount = new BinomialSampler((double)_rare.Sum(type => type.Images) / left);
        _rareTypes = _rare.Length == 0 ? null : new AliasTable([.. _rare.Select(type => type.Images)]);
        left -= _rare.Sum(type => type.Images);
        _binomials = new BinomialSampler[_frequent.Length];
        for (var index = 0; index < _frequent.Length; left -= _frequent[index++].Images)
            _binomials[index] = new BinomialSampler((double)_frequent[index].Images / left);
    }

    /// <summary>The ratio of sums of the data themselves.</summary>
    public double Estimate { get; }

    /// <summary>Draws as many images as there are, with replacement, and sums what they contribute.</summary>
    public (long Sum, long Questions) Draw(Xoshiro256 random)
    {
        long sum = 0;
        long questions = 0;
        var rare = _rareTypes is null ? 0 : _rareCount.Draw(random, _images);
        for (var image = 0; image < rare; image++)
        {
            var type = _rare[_rareTypes!.Draw(random)];
            sum += type.Sum;
            questions += type.Questions;
        }

        var left = _images - rare;
        for (var index = 0; index < _frequent.Length && left > 0; index++)
        {
            var drawn = index == _frequent.Length - 1 ? left : _binomials[index].Draw(random, left);
            sum += (long)drawn * _frequent[index].Sum;
            questions += (long)drawn * _frequent[index].Questions;
            left -= drawn;
        }

        return (sum, questions);
    }
}

namespace MuBench.Statistics;

/// <summary>
/// Draws resamples of images by type. The numbers of images per type are multinomial. They are drawn as a chain of binomials
/// over the frequent types; the few images of all rare types are drawn one by one.
/// </summary>
internal sealed class ClusterSampler
{
    // Below this expected number of images of a type, single draws are cheaper than a binomial draw.
    private const int RareBelow = 8;

    private readonly ClusterType[] _frequent;
    private readonly ClusterType[] _rare;
    private readonly BinomialSampler[] _binomials;
    private readonly BinomialSampler _rareCount;
    private readonly AliasTable? _rareTypes;
    private readonly int _images;

    public ClusterSampler(IReadOnlyList<ClusterType> types)
    {
        // The most frequent type comes first, because then the fewest images remain for the rest. The order is total, so that
        // draws are repeatable.
        var ordered = types.Where(type => type.Images > 0).OrderByDescending(type => type.Images).ThenBy(type => type.Questions).ThenBy(type => type.Sum).ToArray();
        var rareFrom = Math.Max(1, Array.FindIndex(ordered, type => type.Images < RareBelow) is var first and >= 0 ? first : ordered.Length);
        // A single rare type is the last of the chain and needs no draw.
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

    /// <summary>The ratio of sums of the sample itself.</summary>
    public double Estimate { get; }

    /// <summary>Draws a resample of the same number of images, with replacement, and returns its sums.</summary>
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

namespace MuBench.Scoring.Stopping;

/// <summary>The questions of a wave: for each stratum the number of questions of each image, in the order in which the images are drawn.</summary>
/// <param name="Sizes">Numbers of questions.</param>
internal sealed record WaveShape(IReadOnlyList<IReadOnlyList<int>> Sizes)
{
    /// <summary>Number of questions.</summary>
    public int Questions => Sizes.Sum(stratum => stratum.Sum());

    /// <summary>Number of images.</summary>
    public int Images => Sizes.Sum(stratum => stratum.Count);

    /// <summary>Sums a value of the questions by image.</summary>
    /// <param name="value">The value of a question.</param>
    public IReadOnlyList<IReadOnlyList<int>> Sum(Func<int, int> value)
    {
        var question = 0;
        return
        [
            .. Sizes.Select(stratum => (IReadOnlyList<int>)[.. stratum.Select(size =>
            {
                var sum = 0;
                for (var end = question + size; question < end; question++)
                    sum += value(question);
                return sum;
            })]),
        ];
    }
}

namespace MuBench.Statistics.Assisted;

/// <summary>All questions of a population, some of which were sampled, with what is known about every one of them.</summary>
/// <param name="Images">The image of each question, numbered from 0. Questions of one image are adjacent.</param>
/// <param name="Cells">The cell of each question, numbered from 0: a group whose questions are alike, such as one question key of one source dataset.</param>
/// <param name="Features">
/// What is known about every question, one column for each feature: for example whether another model answered it correctly. NaN where it is not known.
/// </param>
public sealed record AssistedQuestions(int[] Images, int[] Cells, IReadOnlyList<double[]> Features)
{
    private double[]? _centred;

    /// <summary>Number of questions.</summary>
    public int Count => Images.Length;

    /// <summary>Number of cells.</summary>
    public int CellCount { get; } = Cells.Length == 0 ? 0 : Cells.Max() + 1;

    /// <summary>The features of a question minus their means over the question's cell in the population; 0 for unknown ones.</summary>
    internal ReadOnlySpan<double> Centred(int question) => (_centred ??= Centre()).AsSpan(question * Features.Count, Features.Count);

    /// <summary>Number of questions of each cell, of those that are included.</summary>
    /// <param name="includes">Whether a question is included.</param>
    internal int[] Sizes(Func<int, bool> includes)
    {
        var sizes = new int[CellCount];
        for (var question = 0; question < Count; question++)
            sizes[Cells[question]] += includes(question) ? 1 : 0;
        return sizes;
    }

    /// <summary>The sum of each centred feature over the questions that are included. It is 0 unless only a part of a cell is included.</summary>
    /// <param name="includes">Whether a question is included.</param>
    internal double[] CentredSums(Func<int, bool> includes)
    {
        var sums = new double[Features.Count];
        for (var question = 0; question < Count; question++)
        {
            if (!includes(question))
                continue;
            var centred = Centred(question);
            for (var feature = 0; feature < sums.Length; feature++)
                sums[feature] += centred[feature];
        }

        return sums;
    }

    private double[] Centre()
    {
        var centred = new double[Count * Features.Count];
        for (var feature = 0; feature < Features.Count; feature++)
        {
            var (sums, known) = (new double[CellCount], new int[CellCount]);
            var column = Features[feature];
            for (var question = 0; question < Count; question++)
            {
                if (!double.IsFinite(column[question]))
                    continue;
                sums[Cells[question]] += column[question];
                known[Cells[question]]++;
            }

            for (var question = 0; question < Count; question++)
                centred[(question * Features.Count) + feature] = double.IsFinite(column[question]) ? column[question] - (sums[Cells[question]] / known[Cells[question]]) : 0;
        }

        return centred;
    }
}

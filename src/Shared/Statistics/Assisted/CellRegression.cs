namespace MuBench.Statistics.Assisted;

/// <summary>
/// Predicts a question's value from its cell and its features: the cell's mean, drawn towards the mean of all cells, plus a linear function of the
/// features within the cell (ridge regression).
/// </summary>
internal sealed class CellRegression
{
    /// <summary>How many questions with the mean of all cells are added to a cell.</summary>
    private const double CellWeight = 5;

    /// <summary>The ridge: how much variation of a feature without an effect is added.</summary>
    private const double Ridge = 2;

    private readonly double[] _means;
    private readonly double[] _slopes;

    private CellRegression(double[] means, double[] slopes) => (_means, _slopes) = (means, slopes);

    /// <summary>The prediction for a question with the mean features of its cell.</summary>
    public double MeanOf(int cell) => _means[cell];

    /// <summary>The prediction for a question.</summary>
    public double Predict(int cell, ReadOnlySpan<double> centred) => _means[cell] + Of(centred);

    /// <summary>The part of predictions that comes from features, or from a sum of the features of several questions.</summary>
    public double Of(ReadOnlySpan<double> centred)
    {
        var sum = 0.0;
        for (var feature = 0; feature < _slopes.Length; feature++)
            sum += _slopes[feature] * centred[feature];
        return sum;
    }

    /// <summary>Fits the regression to questions with values.</summary>
    public static CellRegression Fit(AssistedQuestions questions, double[] values, IReadOnlyList<int> training)
    {
        var features = questions.Features.Count;
        var (count, sum, sums) = (new double[questions.CellCount], new double[questions.CellCount], new double[questions.CellCount * features]);
        var (gram, right) = (new double[features * features], new double[features]);
        foreach (var question in training)
        {
            var centred = questions.Centred(question);
            var (cell, value) = (questions.Cells[question], values[question]);
            count[cell]++;
            sum[cell] += value;
            for (var row = 0; row < features; row++)
            {
                sums[(cell * features) + row] += centred[row];
                right[row] += centred[row] * value;
                for (var column = 0; column <= row; column++)
                    gram[(row * features) + column] += centred[row] * centred[column];
            }
        }

        CentreWithin(count, sum, sums, gram, right);
        Cholesky.Solve(gram, right);
        return new CellRegression(Means(count, sum, sums, right), right);
    }

    // From sums of products to those of deviations from the cells' means.
    private static void CentreWithin(double[] count, double[] sum, double[] sums, double[] gram, double[] right)
    {
        var features = right.Length;
        for (var row = 0; row < features; row++)
        {
            for (var cell = 0; cell < count.Length; cell++)
            {
                if (count[cell] == 0)
                    continue;
                var mean = sums[(cell * features) + row] / count[cell];
                right[row] -= mean * sum[cell];
                for (var column = 0; column <= row; column++)
                    gram[(row * features) + column] -= mean * sums[(cell * features) + column];
            }

            gram[(row * features) + row] += Ridge;
        }
    }

    private static double[] Means(double[] count, double[] sum, double[] sums, double[] slopes)
    {
        var features = slopes.Length;
        var left = new double[count.Length];
        for (var cell = 0; cell < count.Length; cell++)
        {
            left[cell] = sum[cell];
            for (var feature = 0; feature < features; feature++)
                left[cell] -= slopes[feature] * sums[(cell * features) + feature];
        }

        var overall = left.Sum() / count.Sum();
        for (var cell = 0; cell < count.Length; cell++)
            left[cell] = (left[cell] + (CellWeight * overall)) / (count[cell] + CellWeight);
        return left;
    }
}

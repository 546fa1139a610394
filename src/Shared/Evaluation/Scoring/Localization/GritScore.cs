namespace MuBench.Scoring.Localization;

/// <summary>The GRIT localisation score of one image and class, as the authors of μ-Bench compute it.</summary>
/// <remarks>
/// Ale9806/eVLLM, <c>eval_detection.py</c>, after allenai/grit_official. Boxes are paired so that the sum of their IoU is greatest;
/// pairs without overlap are dropped; the score is that sum over (predicted + missed), with missed = true boxes without a pair.
/// <para>Several pairings can have the same sum and yet another number of pairs: of the IoU [[0.5, 0.25], [0.25, 0]] one pairing
/// has one pair of 0.5, the other two of 0.25, and the scores are 0.5/3 and 0.5/2. The choice is therefore SciPy's, which the
/// authors call (see <see cref="LinearAssignment"/>), and in such ties the score depends on the order of the boxes, as theirs does.
/// Without ties it does not.</para>
/// </remarks>
/// <param name="Value">0 to 1, higher is better; 1 where there is neither a predicted nor a true box, 0 if only one of them is.</param>
/// <param name="Predicted">Predicted boxes.</param>
/// <param name="Truth">True boxes.</param>
/// <param name="Pairs">The overlapping pairs, in order of the predicted box.</param>
internal sealed record GritScore(double Value, int Predicted, int Truth, IReadOnlyList<BoxPair> Pairs)
{
    /// <summary>Scores the predicted boxes of an image against the true ones of the class that was asked for.</summary>
    /// <exception cref="ArgumentException">A coordinate is not a finite number.</exception>
    public static GritScore Of(IReadOnlyList<DetectedBox> predicted, IReadOnlyList<DetectedBox> truth)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(truth);
        if (predicted.Count == 0 || truth.Count == 0)
            return new GritScore(predicted.Count == truth.Count ? 1 : 0, predicted.Count, truth.Count, []);

        var pairs = Pair(predicted, truth);
        var missed = truth.Count - pairs.Count;
        return new GritScore(pairs.Sum(pair => pair.Iou) / (predicted.Count + missed), predicted.Count, truth.Count, pairs);
    }

    private static List<BoxPair> Pair(IReadOnlyList<DetectedBox> predicted, IReadOnlyList<DetectedBox> truth)
    {
        var ious = new double[predicted.Count, truth.Count];
        var cost = new double[predicted.Count, truth.Count];
        for (var row = 0; row < predicted.Count; row++)
        {
            for (var column = 0; column < truth.Count; column++)
            {
                ious[row, column] = predicted[row].Iou(truth[column]);
                cost[row, column] = 1 - ious[row, column];
            }
        }

        var columns = LinearAssignment.Solve(cost);
        var pairs = new List<BoxPair>();
        for (var row = 0; row < columns.Length; row++)
            if (columns[row] is >= 0 and var column && ious[row, column] > 0)
                pairs.Add(new BoxPair(row, column, ious[row, column]));
        return pairs;
    }
}

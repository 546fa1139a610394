namespace MuBench.Scoring.Localization;

/// <summary>The GRIT localisation score of one image and class, as the authors of μ-Bench compute it.</summary>
/// <remarks>
/// Ale9806/eVLLM, <c>eval_detection.py</c>, after allenai/grit_official. Boxes are paired so that the sum of their IoU is
/// maximal, and pairs without overlap are dropped. The score is that sum over (predicted + missed), where missed is the number of
/// true boxes without a pair.
/// <para>
/// Several pairings can have the same sum but different numbers of pairs. For the IoU [[0.5, 0.25], [0.25, 0]] one pairing
/// has one pair of 0.5, the other has two pairs of 0.25, and the scores are 0.5/3 and 0.5/2. The pairing is therefore
/// SciPy's, which the authors' code calls (see <see cref="LinearAssignment"/>). In such ties the score depends on the order
/// of the boxes, as it does there; without ties it does not.
/// </para>
/// </remarks>
/// <param name="Value">
/// 0 to 1, higher is better; 1 if there are neither predicted nor true boxes, 0 if there is only one of the two kinds.
/// </param>
/// <param name="Predicted">Number of predicted boxes.</param>
/// <param name="Truth">Number of true boxes.</param>
/// <param name="Pairs">The overlapping pairs, in order of the predicted boxes.</param>
internal sealed record GritScore(double Value, int Predicted, int Truth, IReadOnlyList<BoxPair> Pairs)
{
    /// <summary>Scores the predicted boxes of an image against the true boxes of the requested class.</summary>
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

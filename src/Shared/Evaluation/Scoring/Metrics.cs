using MuBench.Scoring.Slices;

namespace MuBench.Scoring;

/// <summary>What the number of a <see cref="SliceScore"/> is the mean of.</summary>
public static class Metrics
{
    /// <summary>Right or wrong, 1 or 0: the default, and not written.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>The GRIT localisation score of boxes, as the authors take it.</summary>
    public const string Grit = "grit";

    /// <summary>Intersection over union of the boxes' area and the area of the polygons. Ours, not the authors'.</summary>
    public const string MaskIou = "mask-iou";

    /// <summary>Dice coefficient of the boxes' area and the area of the polygons. Ours, not the authors'.</summary>
    public const string Dice = "dice";
}

using MuBench.Scoring.Slices;

namespace MuBench.Scoring;

/// <summary>The metrics whose mean a <see cref="SliceScore"/> can be.</summary>
internal static class Metrics
{
    /// <summary>Correct or wrong, 1 or 0: the default, which is not written.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>The GRIT localisation score of boxes, as in the authors' code.</summary>
    public const string Grit = "grit";

    /// <summary>Intersection over union of the boxes' area and the polygons' area. An extension of MuBench, not the authors'.</summary>
    public const string MaskIou = "mask-iou";

    /// <summary>Dice coefficient of the boxes' area and the polygons' area. An extension of MuBench, not the authors'.</summary>
    public const string Dice = "dice";
}

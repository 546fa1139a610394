namespace MuBench.Scoring.Localization;

/// <summary>A pair of a predicted and a true box.</summary>
/// <param name="Predicted">Index of the predicted box.</param>
/// <param name="Truth">Index of the true box.</param>
/// <param name="Iou">Their intersection over union, above 0.</param>
internal readonly record struct BoxPair(int Predicted, int Truth, double Iou);

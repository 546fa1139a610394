namespace MuBench.Scoring.Localization;

/// <summary>
/// A box in the image's own pixels: x to the right, y down, 0 at the upper left corner of the first pixel. Corners are
/// kept as the model or the dataset gives them: they may be out of order or outside the image.
/// </summary>
/// <param name="X1">Left.</param>
/// <param name="Y1">Top.</param>
/// <param name="X2">Right.</param>
/// <param name="Y2">Bottom.</param>
/// <param name="Label">The label, if the response gives one; else null.</param>
internal sealed record DetectedBox(double X1, double Y1, double X2, double Y2, string? Label = null)
{
    /// <summary>Area in square pixels; 0 if the corners are out of order, as in the authors' code.</summary>
    public double Area => X2 <= X1 || Y2 <= Y1 ? 0 : (X2 - X1) * (Y2 - Y1);

    /// <summary>Intersection over union, 0 to 1, with GRIT's 1e-6 in the denominator: a box with itself gives slightly less than 1.</summary>
    public double Iou(DetectedBox other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var left = Math.Max(X1, other.X1);
        var top = Math.Max(Y1, other.Y1);
        var right = Math.Min(X2, other.X2);
        var bottom = Math.Min(Y2, other.Y2);
        var intersection = right <= left || bottom <= top ? 0 : (right - left) * (bottom - top);
        return intersection / (Area + other.Area - intersection + 1e-6);
    }
}

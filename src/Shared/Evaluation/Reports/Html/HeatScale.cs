namespace MuBench.Reports.Html;

/// <summary>Maps accuracies to the steps of one sequential palette, from light to dark.</summary>
internal sealed record HeatScale(double Low, double High)
{
    /// <summary>Number of steps of the palette: the classes <c>h0</c> to <c>h8</c> of the style sheet.</summary>
    public const int Steps = 9;

    /// <summary>The scale for some accuracies, with its ends rounded outwards to ten percent.</summary>
    public static HeatScale Of(IEnumerable<double> accuracies)
    {
        var values = accuracies.DefaultIfEmpty(0).ToList();
        var low = Math.Floor((values.Min() * 10) + 1e-9) / 10;
        var high = Math.Ceiling((values.Max() * 10) - 1e-9) / 10;
        return new HeatScale(low, Math.Max(high, low + 0.1));
    }

    /// <summary>The class for an accuracy.</summary>
    public string ClassOf(double accuracy) =>
        "h" + Math.Clamp((int)((accuracy - Low) / (High - Low) * Steps), 0, Steps - 1);
}

namespace MuBench.Tests.Reports;

/// <summary>How a model of a sample report answers.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Coarse">Chance that a coarse answer is correct.</param>
/// <param name="Fine">Chance that a fine answer is correct.</param>
public sealed record SampleModel(string Id, string Kind, double Coarse, double Fine)
{
    public string? ResolvedModel { get; init; }

    /// <summary>Shares of answers that are unparsed, refused, filtered, truncated, failed and not run.</summary>
    public double[] Other { get; init; } = [0, 0, 0, 0, 0, 0];

    public string? VoidReason { get; init; }

    public string[] Notes { get; init; } = [];
}

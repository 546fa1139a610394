namespace MuBench.Tests.Reports;

/// <summary>How well a model of a sample report responds.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Coarse">Probability that a coarse question is answered correctly.</param>
/// <param name="Fine">Probability that a fine question is answered correctly.</param>
public sealed record SampleModel(string Id, string Kind, double Coarse, double Fine)
{
    public string? ResolvedModel { get; init; }

    /// <summary>Shares of questions that are unparsed, refused, filtered, truncated, failed and not run.</summary>
    public double[] Other { get; init; } = [0, 0, 0, 0, 0, 0];

    public string? VoidReason { get; init; }

    public string[] Notes { get; init; } = [];
}

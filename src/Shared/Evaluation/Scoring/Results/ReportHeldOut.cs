namespace MuBench.Scoring.Results;

/// <summary>α chosen on one half of the images, and the base, tuned and chosen models measured on the other half.</summary>
public sealed record ReportHeldOut
{
    /// <summary>The chosen α: the one with the highest mean over all parts on the choosing half; of equal ones the smallest.</summary>
    public required double Alpha { get; init; }

    /// <summary>Id of the model at the chosen α.</summary>
    public required string Model { get; init; }

    /// <summary>Id of the model at α = 0; null if the run has none.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Id of the model at α = 1; null if the run has none.</summary>
    public string? TunedModel { get; init; }

    /// <summary>The half on which α was chosen.</summary>
    public required ReportHalf Choosing { get; init; }

    /// <summary>The half on which all following numbers are measured.</summary>
    public required ReportHalf Reporting { get; init; }

    /// <summary>The candidates, α ascending, with their means on the choosing half.</summary>
    public required IReadOnlyList<ReportAlphaMean> Candidates { get; init; }

    /// <summary>Base, tuned and chosen model, each once, in that order.</summary>
    public required IReadOnlyList<ReportHeldOutModel> Models { get; init; }

    /// <summary>Differences of their means: the chosen model against base and tuned, and tuned against base.</summary>
    public required IReadOnlyList<ReportPartDifference> Differences { get; init; }

    /// <summary>The same pairs slice by slice.</summary>
    public required IReadOnlyList<ReportComparison> Comparisons { get; init; }
}

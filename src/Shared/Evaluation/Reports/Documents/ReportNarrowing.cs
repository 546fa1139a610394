namespace MuBench.Reports.Documents;

/// <summary>A sequence of intervals that narrows from look to look.</summary>
/// <param name="A">Id of the model, or of the first model of a pair.</param>
/// <param name="Images">Number of items at each look.</param>
/// <param name="Low">The lower ends.</param>
/// <param name="High">The upper ends.</param>
public sealed record ReportNarrowing(string A, IReadOnlyList<int> Images, IReadOnlyList<double> Low, IReadOnlyList<double> High)
{
    /// <summary>Id of the second model of a pair; null for the accuracy of a model.</summary>
    public string? B { get; init; }
}

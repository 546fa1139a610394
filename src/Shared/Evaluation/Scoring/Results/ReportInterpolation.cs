namespace MuBench.Scoring.Results;

/// <summary>One interpolation of the manifest: accuracy as a function of α, and the accuracy of the best α.</summary>
public sealed record ReportInterpolation
{
    /// <summary>The interpolation's id in the manifest.</summary>
    public required string Id { get; init; }

    /// <summary>Folder of the base model in the store.</summary>
    public required string Base { get; init; }

    /// <summary>Folder of the tuned model in the store.</summary>
    public required string Tuned { get; init; }

    /// <summary>The slice that is compared with all others; null if the run has none.</summary>
    public string? Target { get; init; }

    /// <summary>
    /// The models along the curve, α ascending. At 0 and 1 it can be another model of the run, if the interpolation has
    /// none itself.
    /// </summary>
    public required IReadOnlyList<ReportInterpolationPoint> Points { get; init; }

    /// <summary>α chosen on one half of the images and measured on the other; null if there are no candidates.</summary>
    public ReportHeldOut? HeldOut { get; init; }

    /// <summary>Notes for readers of the numbers.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

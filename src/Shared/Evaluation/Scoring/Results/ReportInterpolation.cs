namespace MuBench.Scoring.Results;

/// <summary>One interpolation of the manifest: how accuracy goes with α, and what the best α is worth.</summary>
public sealed record ReportInterpolation
{
    /// <summary>The interpolation's id in the manifest.</summary>
    public required string Id { get; init; }

    /// <summary>Folder of the base model in the store.</summary>
    public required string Base { get; init; }

    /// <summary>Folder of the tuned model in the store.</summary>
    public required string Tuned { get; init; }

    /// <summary>The slice that is held against all others; null if the run has none such.</summary>
    public string? Target { get; init; }

    /// <summary>The models along the way, α ascending; at 0 and 1 another model of the run where the interpolation has none itself.</summary>
    public required IReadOnlyList<ReportInterpolationPoint> Points { get; init; }

    /// <summary>α chosen on one half of the images and measured on the other; null if there is nothing to choose from.</summary>
    public ReportHeldOut? HeldOut { get; init; }

    /// <summary>Remarks that a reader of the numbers must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

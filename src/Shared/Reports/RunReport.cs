namespace MuBench.Reports;

/// <summary>The contract: <c>report.json</c>.</summary>
public sealed record RunReport
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The run.</summary>
    public required ReportRun Run { get; init; }

    /// <summary>The models, in the manifest's order.</summary>
    public required IReadOnlyList<ReportModel> Models { get; init; }

    /// <summary>Paired comparisons of every two models.</summary>
    public required IReadOnlyList<ReportComparison> Comparisons { get; init; }

    /// <summary>The manifest's interpolations.</summary>
    public IReadOnlyList<ReportInterpolation> Interpolations { get; init; } = [];

    /// <summary>The gate's verdict.</summary>
    public required ReportGate Gate { get; init; }

    /// <summary>Published results, for the eye only; never mixed with measured ones.</summary>
    public required IReadOnlyList<PublishedResult> Published { get; init; }
}

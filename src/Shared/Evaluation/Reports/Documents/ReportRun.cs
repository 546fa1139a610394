using MuBench.Scoring.Results;
using MuBench.Versions;

namespace MuBench.Reports.Documents;

/// <summary>The <c>run</c> object of the report.</summary>
public sealed record ReportRun
{
    /// <summary>The run id.</summary>
    public required string Id { get; init; }

    /// <summary>The manifest's name.</summary>
    public required string Name { get; init; }

    /// <summary>When the run was first started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the report was written.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>SHA-256 of the manifest's bytes.</summary>
    public required string ManifestSha256 { get; init; }

    /// <summary>The protocol that heads the report.</summary>
    public required string Protocol { get; init; }

    /// <summary>The dataset, and how much of it was asked.</summary>
    public required ReportDataset Dataset { get; init; }

    /// <summary>The code that made the report.</summary>
    public required ReportCode Code { get; init; }

    /// <summary>What the code that scored the run makes of the parity checks; null if another protocol than the official one heads the report.</summary>
    public ReportParity? Parity { get; init; }

    /// <summary>Share of failed questions above which a model's result is void, 0 to 1; null in reports of versions without it.</summary>
    public double? FailAbove { get; init; }

    /// <summary>Share of answers with nothing to score above which a model has an alarm, 0 to 1; null in reports of versions without it.</summary>
    public double? AlarmAbove { get; init; }

    /// <summary>What <c>mubench verify</c> checks; null in reports of versions without it.</summary>
    public ReportProof? Proof { get; init; }
}

using MuBench.Versions;

namespace MuBench.Pipeline.Verifying;

/// <summary>The result of verifying a report.</summary>
public sealed record VerifyResult
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The version of the code that wrote the report; null if the report cannot be read.</summary>
    public ReportCode? Code { get; init; }

    /// <summary>The Merkle root in the report; null if the report is from a version without proofs.</summary>
    public string? Root { get; init; }

    /// <summary>The quoted Merkle root of the request; null if there was none.</summary>
    public string? QuotedRoot { get; init; }

    /// <summary>One sentence for each part without a difference.</summary>
    public required IReadOnlyList<string> Checked { get; init; }

    /// <summary>Notes for the reader that are not differences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The differences, each with file and place; at most <see cref="Findings.Max"/>.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>Number of differences, including those not listed.</summary>
    public required int Found { get; init; }

    /// <summary>Whether every number follows from the stored data, and the stored data are unchanged.</summary>
    public bool IsVerified => Found == 0;
}

using MuBench.Versions;

namespace MuBench.Pipeline.Verifying;

/// <summary>What came of checking a report.</summary>
public sealed record VerifyResult
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The code that wrote the report; null if the report cannot be read.</summary>
    public ReportCode? Code { get; init; }

    /// <summary>The Merkle root that the report names; null if it was made before there were proofs.</summary>
    public string? Root { get; init; }

    /// <summary>The Merkle root that was asked to be compared with; null if none was.</summary>
    public string? QuotedRoot { get; init; }

    /// <summary>What was checked, a sentence for each part in which nothing was found.</summary>
    public required IReadOnlyList<string> Checked { get; init; }

    /// <summary>What a reader should know, and is no difference.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What differs, each naming file and place; at most <see cref="Findings.Max"/>.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>Number of differences, those not named included.</summary>
    public required int Found { get; init; }

    /// <summary>Whether every number follows from what is stored, and what is stored is what it was.</summary>
    public bool IsVerified => Found == 0;
}

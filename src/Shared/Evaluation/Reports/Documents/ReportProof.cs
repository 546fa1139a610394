namespace MuBench.Reports.Documents;

/// <summary>The link from a report to the responses behind it.</summary>
/// <param name="Root">The Merkle root of <c>proof.json</c>, lower-case hex.</param>
/// <param name="Algorithm">The algorithm of the root: <c>rfc6962-sha256</c>.</param>
/// <param name="Records">Number of responses below it, of all models and passes.</param>
public sealed record ReportProof(string Root, string Algorithm, int Records);

namespace MuBench.Reports.Documents;

/// <summary>What binds a report to the answers that it was made from.</summary>
/// <param name="Root">The Merkle root of <c>proof.json</c>, lower-case hex.</param>
/// <param name="Algorithm">How it is made: <c>rfc6962-sha256</c>.</param>
/// <param name="Records">Answers under it, of all models and passes.</param>
public sealed record ReportProof(string Root, string Algorithm, int Records);

namespace MuBench.Versions;

/// <summary>The code that made a report.</summary>
/// <param name="Version">Version of MuBench.</param>
/// <param name="Commit">Source commit, or "unknown" where the build had none.</param>
public sealed record ReportCode(string Version, string Commit);

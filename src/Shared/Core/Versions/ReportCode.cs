namespace MuBench.Versions;

/// <summary>The version of the code that made a report.</summary>
/// <param name="Version">Version of MuBench.</param>
/// <param name="Commit">Source commit, or "unknown" if the build had none.</param>
public sealed record ReportCode(string Version, string Commit);

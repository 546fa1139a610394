namespace MuBench.Reports.Documents;

/// <summary>The parity certificate of the code that made a report; see <see cref="MuBench.Scoring.Parity.ParityCertificate"/>.</summary>
/// <param name="Id">The certificate's id, 64 hex digits.</param>
/// <param name="Result"><c>pass</c> or <c>fail</c>.</param>
/// <param name="Checks">Number of checks.</param>
public sealed record ReportParity(string Id, string Result, int Checks);

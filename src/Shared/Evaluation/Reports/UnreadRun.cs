namespace MuBench.Reports;

/// <summary>A run that is missing in a list because its stored data cannot be read, or because it is a sample.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Fault">Why it is missing, as text.</param>
public sealed record UnreadRun(string Id, string Fault);

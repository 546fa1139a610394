namespace MuBench.Reports;

/// <summary>A run that is missing in a list because its stored data cannot be read.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Fault">Why it cannot be read, as text.</param>
public sealed record UnreadRun(string Id, string Fault);

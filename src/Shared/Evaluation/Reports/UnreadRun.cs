namespace MuBench.Reports;

/// <summary>A run that should be among others and is not, because what is stored of it cannot be read.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Fault">Why it cannot be read, in words.</param>
public sealed record UnreadRun(string Id, string Fault);

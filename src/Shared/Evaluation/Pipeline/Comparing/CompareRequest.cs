namespace MuBench.Pipeline.Comparing;

/// <summary>A request to compare two runs.</summary>
/// <param name="RunA">Id of the first run.</param>
/// <param name="RunB">Id of the second run.</param>
/// <param name="ModelA">Id of the first run's model; null for every model whose id is in both runs.</param>
/// <param name="ModelB">Id of the second run's model; null for the one with the id of <paramref name="ModelA"/>.</param>
/// <param name="Protocol">The protocol; null for the protocol of both reports' main scores.</param>
public sealed record CompareRequest(string RunA, string RunB, string? ModelA = null, string? ModelB = null, string? Protocol = null);

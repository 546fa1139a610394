namespace MuBench.Pipeline.Comparing;

/// <summary>Asks for two runs to be compared.</summary>
/// <param name="RunA">Id of the first run.</param>
/// <param name="RunB">Id of the second run.</param>
/// <param name="ModelA">Id of the first run's model; null for every model whose id is in both runs.</param>
/// <param name="ModelB">Id of the second run's model; null for the one with the id of <paramref name="ModelA"/>.</param>
/// <param name="Protocol">The protocol; null for the one that heads both reports.</param>
public sealed record CompareRequest(string RunA, string RunB, string? ModelA = null, string? ModelB = null, string? Protocol = null);

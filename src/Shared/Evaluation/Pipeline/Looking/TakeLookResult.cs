namespace MuBench.Pipeline.Looking;

/// <summary>The result of a look.</summary>
/// <param name="Stopped">Why the run asks nothing more; null if the next wave is asked.</param>
/// <param name="Next">Positions among the run's models of those that are asked the next wave.</param>
/// <param name="Decided">Number of pairs with a verdict.</param>
/// <param name="Pairs">Number of pairs.</param>
/// <param name="Cancelled">Whether no look was taken, because the attempt has ended.</param>
public sealed record TakeLookResult(string? Stopped, IReadOnlyList<int> Next, int Decided, int Pairs, bool Cancelled = false);

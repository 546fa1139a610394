namespace MuBench.Responses;

/// <summary>A stretch of time in which a run's answers came one after another.</summary>
/// <param name="From">When the first of them was asked.</param>
/// <param name="To">When the last of them was complete.</param>
public sealed record ResponsePeriod(DateTimeOffset From, DateTimeOffset To);

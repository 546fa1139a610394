namespace MuBench.Responses;

/// <summary>A period in which a run's responses followed one another.</summary>
/// <param name="From">When the first request was sent.</param>
/// <param name="To">When the last response was complete.</param>
internal sealed record ResponsePeriod(DateTimeOffset From, DateTimeOffset To);

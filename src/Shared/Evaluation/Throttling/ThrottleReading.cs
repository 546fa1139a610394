namespace MuBench.Throttling;

/// <summary>The current values of an endpoint's throttle.</summary>
/// <param name="InFlight">Number of calls in flight.</param>
/// <param name="Permits">Maximum number of calls in flight.</param>
/// <param name="Pace">Maximum rate of calls per second; null until the first refusal.</param>
/// <param name="Queued">Number of questions that wait for a permit.</param>
internal readonly record struct ThrottleReading(int InFlight, int Permits, double? Pace, int Queued);

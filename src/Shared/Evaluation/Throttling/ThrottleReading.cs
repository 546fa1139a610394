namespace MuBench.Throttling;

/// <summary>What an endpoint's throttle is at.</summary>
/// <param name="InFlight">Calls in flight.</param>
/// <param name="Permits">Calls that may be in flight.</param>
/// <param name="Pace">Calls per second that may start; null as long as nothing was refused.</param>
/// <param name="Queued">Questions that wait for a slot.</param>
internal readonly record struct ThrottleReading(int InFlight, int Permits, double? Pace, int Queued);

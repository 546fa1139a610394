using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using MuBench.Telemetry;

namespace MuBench.Throttling;

/// <summary>The throttles of this process that are in use, for the gauges.</summary>
internal static class EndpointGauges
{
    // Weak references: a meter outlives every run, and must not keep unused throttles alive.
    private static readonly ConditionalWeakTable<EndpointThrottle, EndpointTags> Throttles = [];

    static EndpointGauges()
    {
        Instruments.Meter.CreateObservableGauge(TelemetryNames.EndpointInFlight, () => Read(reading => reading.InFlight), "{call}", "Calls in flight.");
        Instruments.Meter.CreateObservableGauge(TelemetryNames.EndpointLimit, () => Read(reading => reading.Permits), "{call}", "Calls that may be in flight.");
        Instruments.Meter.CreateObservableGauge(TelemetryNames.EndpointPace, () => Read(reading => reading.Pace), "{call}/s", "Calls that may start per second.");
        Instruments.Meter.CreateObservableGauge(TelemetryNames.EndpointQueued, () => Read(reading => reading.Queued), "{question}", "Questions waiting for a permit.");
    }

    /// <summary>Adds a throttle; adding it again changes nothing.</summary>
    public static void Watch(EndpointThrottle throttle, EndpointTags tags) => Throttles.TryAdd(throttle, tags);

    /// <summary>Reads one value of every endpoint: the sum over its API keys.</summary>
    public static IEnumerable<Measurement<double>> Read(Func<ThrottleReading, double?> value)
    {
        var sums = new Dictionary<EndpointTags, double>();
        foreach (var (throttle, endpoint) in Throttles)
        {
            if (throttle.Read() is { } reading && value(reading) is { } measured)
                sums[endpoint] = sums.GetValueOrDefault(endpoint) + measured;
        }

        return [.. sums.Select(sum => MeasurementOf(sum.Key, sum.Value))];
    }

    private static Measurement<double> MeasurementOf(EndpointTags endpoint, double value)
    {
        var tags = new TagList();
        endpoint.AddTo(ref tags);
        return new Measurement<double>(value, tags);
    }
}

namespace MuBench.TestUtils.Throttling;

/// <summary>
/// An endpoint with a hidden token bucket: a call is refused at once if the bucket is empty, otherwise it gets a response after a
/// while.
/// </summary>
internal sealed class SimulatedEndpoint
{
    private double _level = double.PositiveInfinity;
    private double _filledAt;
    private ulong _random = 88_172_645_463_325_252;

    /// <summary>Calls per second at a time; constant between its changes.</summary>
    public required Func<double, double> Capacity { get; init; }

    /// <summary>Size of the bucket in seconds of the capacity; at least one call.</summary>
    public double BurstSeconds { get; init; } = 0.2;

    /// <summary>Seconds until a response.</summary>
    public double Latency { get; init; } = 0.05;

    /// <summary>Seconds until a response to a call that starts at a time; null for <see cref="Latency"/>.</summary>
    public Func<double, double>? LatencyAt { get; init; }

    /// <summary>Relative range by which latencies vary at random.</summary>
    public double Jitter { get; init; }

    /// <summary>Seconds until a refusal.</summary>
    public double RefusalLatency { get; init; } = 0.005;

    /// <summary>The <c>Retry-After</c> of refusals in seconds; null for none.</summary>
    public double? RetryAfter { get; init; }

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Number of calls left in the bucket.</summary>
    public double Remaining => Math.Max(0, Math.Floor(_level));

    public double Burst(double now) => Math.Max(1, Capacity(now) * BurstSeconds);

    /// <summary>Takes a call; returns whether it is accepted, and after how many seconds its response arrives.</summary>
    public (bool Accepted, double Seconds) Call(double now)
    {
        _level = Math.Min(Burst(now), _level + (Capacity(now) * (now - _filledAt)));
        _filledAt = now;
        if (_level < 1)
        {
            Refused++;
            return (false, RefusalLatency * Vary());
        }

        _level--;
        Accepted++;
        return (true, LatencyAt?.Invoke(now) ?? Latency * Vary());
    }

    private double Vary()
    {
        _random ^= _random << 13;
        _random ^= _random >> 7;
        _random ^= _random << 17;
        return 1 + (Jitter * (((_random >> 11) * 1.0 / (1UL << 53)) - 0.5) * 2);
    }
}

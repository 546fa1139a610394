using CsCheck;
using MuBench.Manifests;
using MuBench.TestUtils.Throttling;
using MuBench.Throttling;

namespace MuBench.Tests.Throttling;

/// <summary>The control law with simulated endpoints: what it achieves, and what it never does.</summary>
public sealed class AdaptiveLimitTests
{
    private const double Phase = 60;

    /// <summary>
    /// The acceptance criteria of adaptive concurrency: 0.90 of a changing capacity used, 3 % refused, 15 s to converge again.
    /// </summary>
    [Theory]
    [InlineData(30, 0.05, null)]
    [InlineData(30, 0.5, null)]
    [InlineData(30, 0.05, 1.0)]
    [InlineData(30, 0.5, 1.0)]
    [InlineData(100, 0.05, null)]
    [InlineData(100, 0.05, 1.0)]
    [InlineData(100, 0.2, 1.0)]
    [InlineData(10, 2.0, null)]
    [InlineData(500, 0.05, null)]
    public void Capacity_HalvedAndDoubled_IsFollowed(double rate, double latency, double? retryAfter)
    {
        var endpoint = new SimulatedEndpoint
        {
            Capacity = at => rate * ((int)(at / Phase) switch { 1 => 0.5, 3 => 2, _ => 1 }),
            BurstSeconds = 1,
            Latency = latency,
            Jitter = 0.3,
            RetryAfter = retryAfter,
        };
        var simulation = new Simulation(Law(), endpoint);

        simulation.RunUntil(5 * Phase);

        Assert.InRange(endpoint.Accepted, 0.9 * rate * Phase * 5.5, 1.03 * rate * Phase * 5.5);
        Assert.InRange((double)endpoint.Refused / (endpoint.Refused + endpoint.Accepted), 0, 0.03);
        for (var change = Phase; change < 5 * Phase; change += Phase)
            Assert.InRange(simulation.Reconverged(change, change + Phase), 0, 15);
    }

    /// <summary>
    /// For any endpoint: the limit holds, a call is always in flight or due, and an endpoint that recovers is used again.
    /// </summary>
    [Fact]
    public void AnyEndpoint_Ever_StaysWithinTheBoundAndRecovers() =>
        // An endpoint whose capacity is less than the calls of a tenth of a second refuses by chance, at any rate.
        Gen.Select(Gen.Double[2, 200], Gen.Double[0.1, 3], Gen.Double[0.01, 2], Gen.Double[-1, 3].Select(value => value < 0.01 ? (double?)null : value), Gen.Int[1, 100], Gen.Double[5, 40])
            .Sample(sample =>
            {
                var (rate, burst, latency, retryAfter, bound, outage) = sample;
                var endpoint = new SimulatedEndpoint
                {
                    Capacity = at => at is >= 30 && at < 30 + outage ? 1e-9 : rate,
                    BurstSeconds = burst,
                    Latency = latency,
                    Jitter = 0.5,
                    RetryAfter = retryAfter,
                };
                var simulation = new Simulation(Law(bound), endpoint);

                simulation.RunUntil(250);

                Assert.InRange(simulation.MaxInFlight, 1, bound);
                Assert.True(simulation.Accepted(220, 250) >= 0.5 * Math.Min(rate, bound / latency / 1.5) * 30, $"{simulation.Accepted(220, 250)} of {rate * 30:F0}");
            }, iter: 150);

    [Theory]
    [InlineData(3, 3)]
    [InlineData(64, 64)]
    [InlineData(200, 64)]
    public void GivenBound_BeforeAnyResponse_IsOpenUpToTheDefault(int bound, int expected) => Assert.Equal(expected, Law(bound).Permits);

    [Fact]
    public void GivenBound_AboveTheDefault_IsReachedWithinTwoRoundTrips()
    {
        var simulation = new Simulation(Law(200), Unlimited(0.05));

        simulation.RunUntil(0.15);

        Assert.Equal(200, simulation.MaxInFlight);
    }

    [Fact]
    public void NoBound_OnAFastEndpoint_ReachesTheDefaultWithinASecond()
    {
        var simulation = new Simulation(Law(), Unlimited(0.05));

        simulation.RunUntil(1);

        Assert.Equal(ThrottleLimits.DefaultMaxConcurrency, simulation.MaxInFlight);
    }

    [Fact]
    public void NoBound_OnAnEndpointThatQueues_IsNotReached()
    {
        var law = Law();
        var free = 0.0;
        var endings = new PriorityQueue<AdmittedCall, double>();
        for (var now = 0.0; now < 120;)
        {
            while (law.ReadyAt(now) <= now)
            {
                free = Math.Max(free, now) + 0.5; // one call at a time
                endings.Enqueue(law.Start(now), free);
            }

            endings.TryDequeue(out var call, out now);
            law.End(call, CallOutcome.Answered, now);
        }

        Assert.InRange(law.Permits, 1, 16);
    }

    [Fact]
    public void Refusals_OfOneEpisode_CutOnce()
    {
        var law = Law(16);
        var calls = Enumerable.Range(0, 16).Select(_ => law.Start(0)).ToList();
        law.End(calls[0], CallOutcome.Answered, 0.1);
        law.End(calls[1], CallOutcome.RateLimited, 0.1);
        var rate = law.RateController.Rate;

        foreach (var call in calls.Skip(2))
            law.End(call, CallOutcome.RateLimited, 0.1);

        Assert.NotNull(rate);
        Assert.Equal(rate, law.RateController.Rate);
    }

    [Fact]
    public void RetryAfter_Always_StopsEveryStartUntilThen()
    {
        var law = Law(4);
        var (first, second) = (law.Start(0), law.Start(0));
        law.End(first, CallOutcome.RateLimited, 1, retryAfter: 20);
        law.End(second, CallOutcome.Answered, 2);

        Assert.Equal(21, law.EndpointReadyAt(2));
        Assert.True(law.ReadyAt(20.9) >= 21);
    }

    [Fact]
    public void Faltering_PausesGrowth()
    {
        var law = Law(256);
        var calls = Enumerable.Range(0, 64).Select(_ => law.Start(0)).ToList();
        law.End(calls[0], CallOutcome.Failed, 0.1);
        foreach (var call in calls.Skip(1))
            law.End(call, CallOutcome.Answered, 0.2);

        Assert.Equal(64, law.Permits);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Quota_SaidInHeaders_IsKeptWithoutARefusal(bool refills)
    {
        var endpoint = new SimulatedEndpoint { Capacity = _ => 20, BurstSeconds = refills ? 3 : 1.0 / 20, Latency = 0.2, Jitter = 0.3 };
        var simulation = new Simulation(Law(), endpoint)
        {
            Headers = (law, now) => law.Observe(
                new QuotaReading(
                    refills
                        ? new Quota(endpoint.Remaining, 60, Math.Max(0.001, (60 - endpoint.Remaining) / 20), true)
                        : new Quota(0, null, 0.05, false),
                    null),
                now),
        };
        simulation.RunUntil(5); // the first headers arrive after the first calls

        var before = endpoint.Refused;
        simulation.RunUntil(60);

        if (refills)
            Assert.Equal(before, endpoint.Refused);
        Assert.InRange(simulation.Accepted(5, 60), 0.9 * 20 * 55 * (refills ? 1 : 0.5), 20 * 58);
    }

    [Fact]
    public void RequestsPerMinute_Given_AreKeptInEveryMinute()
    {
        var simulation = new Simulation(new AdaptiveLimit(new ThrottleLimits { RequestsPerMinute = 120 }, 0.5, 0), Unlimited(0.05));

        simulation.RunUntil(180);

        for (var from = 0; from <= 120; from += 10)
            Assert.InRange(simulation.Accepted(from, from + 60), 118, 122);
    }

    [Fact]
    public void TokensPerMinute_Given_AreEstimatedBeforeAndSettledAfter()
    {
        var law = new AdaptiveLimit(new ThrottleLimits { TokensPerMinute = 60_000 }, 0.5, 0);
        var taken = 0;
        for (var now = 0.0; now < 300;)
        {
            if (law.ReadyAt(now) is var ready && ready > now)
            {
                now = ready;
                continue;
            }

            law.End(law.Start(now), CallOutcome.Answered, now + 0.01, tokens: 400);
            taken += 400;
        }

        Assert.InRange(taken, 0.97 * 60_000 * 5, 1.03 * 60_000 * 5);
    }

    private static AdaptiveLimit Law(int? bound = null) => new(new ThrottleLimits { MaxConcurrency = bound }, 0.5, 0);

    private static SimulatedEndpoint Unlimited(double latency) => new() { Capacity = _ => 1e9, Latency = latency, Jitter = 0.1 };
}

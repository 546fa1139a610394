using MuBench.Manifests;
using MuBench.TestUtils.Throttling;

namespace MuBench.Tests.Throttling;

/// <summary>
/// Several workers that share one endpoint, with the real control law and the real exchange on a fake clock. Wall clocks differ by
/// up to two minutes in all of them.
/// </summary>
public sealed class FleetSimulationTests(ITestOutputHelper output)
{
    /// <summary>The acceptance criteria of a hidden, changing capacity: 0.90 of it used, at most 3 % refused.</summary>
    [Theory]
    [InlineData(8, 60, 0.2, null)]
    [InlineData(8, 60, 0.2, 1.0)]
    [InlineData(2, 80, 0.2, 1.0)]
    [InlineData(3, 100, 0.05, 1.0)]
    [InlineData(8, 300, 0.5, null)]
    [InlineData(30, 200, 0.3, null)]
    public void HiddenCapacity_HalvedAndDoubled_IsFollowedByAllTogether(int workers, double rate, double latency, double? retryAfter)
    {
        var endpoint = new SimulatedEndpoint
        {
            Capacity = at => rate * ((int)(at / 60) switch { 1 => 0.5, 3 => 2, _ => 1 }),
            BurstSeconds = 1,
            Latency = latency,
            Jitter = 0.3,
            RetryAfter = retryAfter,
        };
        var fleet = FleetOf(workers, endpoint, new ThrottleLimits());

        fleet.RunUntil(300);

        output.WriteLine($"{fleet.Accepted(0, 300) / (rate * 60 * 5.5):F3} of the capacity, {fleet.RefusedShare(0, 300):P2} refused, {fleet.Writes / 300.0 / workers:F2} writes per second and worker");
        Assert.InRange(fleet.Accepted(0, 300), 0.9 * rate * 60 * 5.5, 1.03 * rate * 60 * 5.5);
        Assert.InRange(fleet.RefusedShare(0, 300), 0, 0.03);
        Assert.InRange(fleet.Writes / 300.0 / workers, 0, 1);
        var shares = fleet.Calls.GroupBy(call => call.Worker).Select(calls => calls.Count()).ToList();
        Assert.InRange(shares.Max(), 0, 1.5 * fleet.Calls.Count / workers); // in turn, no worker is favoured
    }

    [Fact]
    public void KilledWorkers_LeaveTheirParts_WithinFifteenSeconds()
    {
        var endpoint = new SimulatedEndpoint { Capacity = _ => 60, BurstSeconds = 1, Latency = 0.2, Jitter = 0.3 };
        var fleet = FleetOf(8, endpoint, new ThrottleLimits());
        fleet.At(60, () => Kill(fleet.Workers.Take(4)));

        fleet.RunUntil(120);

        Assert.InRange(fleet.Accepted(62, 66), 0, 0.8 * 60 * 4); // the parts are missing at first
        Assert.InRange(fleet.Accepted(75, 115), 0.85 * 60 * 40, 1.05 * 60 * 40);
    }

    /// <summary>
    /// A limit of a manifest is never exceeded in any minute: while workers come, are killed, are cut off from the store for a minute and come back.
    /// </summary>
    [Theory]
    [InlineData(1, 60)]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(8, 60)]
    [InlineData(8, 600)]
    [InlineData(30, 100)]
    public void RequestsPerMinute_AnythingHappens_IsNeverExceeded(int workers, double perMinute)
    {
        var limits = new ThrottleLimits { RequestsPerMinute = perMinute };
        var fleet = FleetOf(workers, Unlimited(), limits);
        var random = new Random(3);
        for (var at = 90; at < 240 && workers > 1; at += 15)
        {
            var when = at + random.NextDouble();
            fleet.At(when, () => Kill([fleet.Workers.Where(worker => worker.IsAlive).ElementAt(random.Next(workers - 1))]));
            fleet.At(when + 1, () => fleet.Join(when + 1, limits));
        }

        fleet.At(100, () => fleet.Workers.Last(worker => worker.IsAlive).IsConnected = false);
        fleet.At(160, () => fleet.Workers.ToList().ForEach(worker => worker.IsConnected = true));

        fleet.RunUntil(480);

        output.WriteLine($"at most {fleet.MaxPerMinute()} in a minute, {fleet.Calls.Count(call => call.At > 360) / (2 * perMinute):F2} of the limit without kills");
        Assert.InRange(fleet.MaxPerMinute(), 1, (int)perMinute);
        Assert.InRange(fleet.Calls.Count(call => call.At > 360), 0.7 * 2 * perMinute, 2 * perMinute);
    }

    [Theory]
    [InlineData(8, 64)]
    [InlineData(8, 10)]
    [InlineData(8, 3)]
    [InlineData(1, 5)]
    public void MaxConcurrency_SeveralWorkers_IsUsedAndNeverExceeded(int workers, int max)
    {
        var limits = new ThrottleLimits { MaxConcurrency = max };
        var endpoint = new SimulatedEndpoint { Capacity = _ => 1e9, Latency = 0.3 };
        var fleet = FleetOf(workers, endpoint, limits);
        fleet.At(60, () => Kill(fleet.Workers.Take(workers / 4)));
        fleet.At(61, () => fleet.Join(61, limits));

        fleet.RunUntil(150);

        Assert.InRange(fleet.MaxInFlight, max, max);
        Assert.InRange(fleet.Accepted(10, 60), 0.85 * 50 * max / 0.3, 1.01 * 50 * max / 0.3);
        Assert.InRange(fleet.Accepted(80, 150), 0.85 * 70 * max / 0.3, 1.01 * 70 * max / 0.3);
    }

    [Fact]
    public void FewSlots_ManyWorkers_AreUsedInTurn()
    {
        var fleet = FleetOf(6, new SimulatedEndpoint { Capacity = _ => 1e9, Latency = 0.3 }, new ThrottleLimits { MaxConcurrency = 2 });

        fleet.RunUntil(240);

        var calls = fleet.Calls.GroupBy(call => call.Worker).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(6, calls.Count);
        Assert.InRange(calls.Values.Max(), 1, 4 * calls.Values.Min());
    }

    [Fact]
    public void StoreAway_CallsEndWithTheGrant_AndGoOnAfterwards()
    {
        var fleet = FleetOf(4, Unlimited(), new ThrottleLimits { RequestsPerMinute = 600 });
        fleet.At(60, () => fleet.IsStoreAway = true);
        fleet.At(100, () => fleet.IsStoreAway = false);

        fleet.RunUntil(160);

        Assert.InRange(fleet.Accepted(60, 63), 15, 30); // within the grant nothing changes
        Assert.Equal(0, fleet.Accepted(68, 100));
        Assert.InRange(fleet.Accepted(105, 155), 400, 500);
        Assert.InRange(fleet.MaxPerMinute(), 1, 600);
    }

    [Fact]
    public void WorkerWithoutQuestions_GivesItsPartToTheOthers()
    {
        var limits = new ThrottleLimits { RequestsPerMinute = 600 };
        var fleet = FleetOf(2, Unlimited(), limits);
        fleet.Join(0.5, limits, questions: 20);

        fleet.RunUntil(60);

        Assert.InRange(fleet.Accepted(30, 60), 0.93 * 300, 300);
    }

    [Fact]
    public void LatecomerOfAFreeEndpoint_StartsWithWhatTheOthersKnow()
    {
        var fleet = FleetOf(2, new SimulatedEndpoint { Capacity = _ => 1e9, Latency = 0.3 }, new ThrottleLimits());
        var late = fleet.Join(20);

        fleet.RunUntil(30);

        Assert.True(fleet.Calls.Count(call => call.Worker == late.Id && call.At < 21.5) >= 64);
        Assert.Equal(3 * 64, fleet.MaxInFlight);
    }

    [Fact]
    public void EndpointThatQueues_ManyWorkers_IsNotFilledByEachOfThem()
    {
        var free = 0.0;
        var endpoint = new SimulatedEndpoint
        {
            Capacity = _ => 1e9,
            LatencyAt = now => (free = Math.Max(free, now) + 0.05) - now + 0.2, // one call at a time takes a twentieth of a second
        };
        var fleet = FleetOf(8, endpoint, new ThrottleLimits());

        fleet.RunUntil(120);

        Assert.InRange(fleet.MaxInFlight, 8, 128); // each of them alone would go up to 64: 512
        Assert.InRange(fleet.Accepted(60, 120), 0.95 * 20 * 60, 20 * 61);
    }

    private static SimulatedFleet FleetOf(int workers, SimulatedEndpoint endpoint, ThrottleLimits limits)
    {
        var fleet = new SimulatedFleet(endpoint, seed: 1);
        for (var worker = 0; worker < workers; worker++)
            fleet.Join(0.05 * worker, limits);
        return fleet;
    }

    private static SimulatedEndpoint Unlimited() => new() { Capacity = _ => 1e9, Latency = 0.2, Jitter = 0.3 };

    private static void Kill(IEnumerable<SimulatedWorker> workers)
    {
        foreach (var worker in workers)
            worker.IsAlive = false;
    }
}

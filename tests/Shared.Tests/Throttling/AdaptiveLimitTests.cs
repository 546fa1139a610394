using MuBench.Throttling;

namespace MuBench.Tests.Throttling;

public sealed class AdaptiveLimitTests(ITestOutputHelper output)
{
    [Fact]
    public void Explore()
    {
        foreach (var rate in new[] { 5.0, 10, 30, 100, 500 })
        foreach (var burst in new[] { 0.05, 0.2, 1, 5 })
        foreach (var latency in new[] { 0.05, 0.5, 2 })
        foreach (var retry in new double?[] { null, 1, 0.1 })
        foreach (var refusal in new[] { 0.005, 0.05 })
        {
            if (rate * 2 * latency > 60) continue;
            double Capacity(double t) => t < 60 ? rate : t < 120 ? rate / 2 : t < 180 ? rate : t < 240 ? 2 * rate : rate;
            var endpoint = new SimulatedEndpoint { Capacity = Capacity, BurstSeconds = burst, Latency = latency, Jitter = 0.3, RetryAfter = retry, RefusalLatency = refusal };
            var sim = new Simulation(new AdaptiveLimit(new ThrottleLimits(), 0.5, 0), endpoint);
            sim.RunUntil(300);
            var total = rate * 60 * (1 + 0.5 + 1 + 2 + 1);
            output.WriteLine($"R={rate} B={burst} L={latency} RA={retry} LR={refusal}: throughput {endpoint.Accepted / total:F3} refused {(double)endpoint.Refused / (endpoint.Accepted + endpoint.Refused):P2} reconv {string.Join(' ', new[] { 0, 60, 120, 180, 240 }.Select(at => $"{sim.Reconverged(at, at + 60):F1}"))} most {sim.MostInFlight}");
        }
    }
}

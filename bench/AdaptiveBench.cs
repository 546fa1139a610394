using System.Diagnostics;

namespace MuBench.Bench;

/// <summary>
/// Compares adaptive with fixed concurrency on an endpoint with a hidden, changing capacity: throughput relative to the capacity,
/// share of refused calls, and seconds until nine tenths of a new capacity are used with few refusals.
/// </summary>
internal static class AdaptiveBench
{
    private const int Milliseconds = 200;
    private const int Window = 3;
    private static readonly int[] Capacities = [60, 30, 60, 120, 60];
    private static readonly HttpClient Http = new();

    public static async Task<int> RunAsync(int seconds)
    {
        var questions = Capacities.Sum() * seconds * 11 / 10;
        using var store = await BenchStore.CreateAsync(questions, 16);
        Console.WriteLine($"Capacities of {string.Join(", ", Capacities)} calls/s, {seconds} s each; answers take {Milliseconds} ms; the bucket holds one second.");
        foreach (var retryAfter in new[] { false, true })
        {
            Console.WriteLine(retryAfter ? "  refusals say Retry-After: 1" : "  refusals say nothing");
            await MeasureAsync("adaptive", retryAfter, seconds, endpoint => StartOurs(store, endpoint, retryAfter));
            foreach (var workers in new[] { 4, 16, 64 })
                await MeasureAsync($"fixed {workers}", retryAfter, seconds, endpoint => Task.FromResult(SelfProcess.Start("fixed", $"{endpoint}", $"{workers}", store.Images)));
        }

        return 0;
    }

    private static async Task<Process> StartOurs(BenchStore store, Uri endpoint, bool retryAfter)
    {
        var (file, _) = await store.WriteManifestAsync(retryAfter ? "adaptive-told" : "adaptive", endpoint, null, null);
        return SelfProcess.StartCli("run", file, "--store", store.Folder);
    }

    private static async Task MeasureAsync(string name, bool retryAfter, int seconds, Func<Uri, Task<Process>> start)
    {
        using var endpoint = await EndpointProcess.StartAsync(Milliseconds, retryAfter ? "capacity-retry-after" : "capacity");
        var root = endpoint.Address.GetLeftPart(UriPartial.Authority);
        await Http.GetStringAsync($"{root}/capacity/{Capacities[0]}");
        using var client = await start(endpoint.Address);
        var output = client.StandardOutput.ReadToEndAsync();
        while ((await CountsAsync(root)).Accepted == 0)
            await Task.Delay(5);
        var counts = await RecordAsync(root, seconds);
        client.Kill(entireProcessTree: true);
        await output;
        var (_, accepted, refused) = counts[^1];
        var changes = Capacities.Select((capacity, phase) => Reconverged(counts, phase * seconds, (phase + 1) * seconds, capacity));
        Console.WriteLine(
            $"    {name,-9} throughput {(double)accepted / (Capacities.Sum() * seconds):F3} of the capacity, {(double)refused / (accepted + refused):P1} refused, "
            + $"converged after {string.Join(", ", changes.Select(at => at is { } found ? $"{found:F1} s" : "never"))}");
    }

    private static async Task<List<(double At, int Accepted, int Refused)>> RecordAsync(string root, int seconds)
    {
        var counts = new List<(double At, int Accepted, int Refused)>();
        var watch = Stopwatch.StartNew();
        for (var phase = 0; phase < Capacities.Length; phase++)
        {
            if (phase > 0)
                await Http.GetStringAsync($"{root}/capacity/{Capacities[phase]}");
            while (watch.Elapsed.TotalSeconds < (phase + 1) * seconds)
            {
                var (accepted, refused) = await CountsAsync(root);
                counts.Add((watch.Elapsed.TotalSeconds, accepted, refused));
                await Task.Delay(100);
            }
        }

        return counts;
    }

    /// <summary>Seconds until the first window in which nine tenths of the capacity are used and at most a twentieth is refused.</summary>
    private static double? Reconverged(List<(double At, int Accepted, int Refused)> counts, double from, double to, int capacity)
    {
        foreach (var begin in counts.Where(count => count.At >= from && count.At + Window <= to))
        {
            var end = counts.First(count => count.At >= begin.At + Window || count == counts[^1]);
            var (accepted, refused) = (end.Accepted - begin.Accepted, end.Refused - begin.Refused);
            if (accepted >= 0.9 * capacity * (end.At - begin.At) && refused <= 0.05 * accepted)
                return begin.At - from;
        }

        return null;
    }

    private static async Task<(int Accepted, int Refused)> CountsAsync(string root) =>
        (await Http.GetStringAsync($"{root}/counts")).Split(' ') is [var accepted, var refused] ? (int.Parse(accepted), int.Parse(refused)) : default;
}

using System.Diagnostics;
using System.Globalization;
using MuBench.Manifests;
using MuBench.TestUtils.Throttling;

namespace MuBench.Bench;

/// <summary>
/// Several processes that share one endpoint through a store: real command lines on an endpoint with a hidden, changing capacity
/// (<c>fleet</c>), and hundreds of workers in simulation (<c>fleet-simulation</c>).
/// </summary>
internal static class FleetBench
{
    private const int Milliseconds = 200;
    private static readonly int[] Capacities = [60, 30, 60, 120, 60];
    private static readonly HttpClient Http = new();

    /// <summary>Runs real processes, and kills some of them in between.</summary>
    public static async Task<int> RunAsync(int processes, int seconds, bool retryAfter)
    {
        var questions = 2 * Capacities.Sum() * seconds / processes;
        using var store = await BenchStore.CreateAsync(questions, 16);
        using var endpoint = await EndpointProcess.StartAsync(Milliseconds, retryAfter ? "capacity-retry-after" : "capacity");
        var root = endpoint.Address.GetLeftPart(UriPartial.Authority);
        await Http.GetStringAsync($"{root}/capacity/{Capacities[0]}");
        Console.WriteLine($"{processes} processes; capacities of {string.Join(", ", Capacities)} calls/s, {seconds} s each; answers take {Milliseconds} ms; refusals {(retryAfter ? "say Retry-After: 1" : "say nothing")}.");
        var running = new List<Process>();
        for (var process = 0; process < processes; process++)
        {
            // The first half is killed at the end. A process of the same machine would see that at once.
            string[] run = ["run", await WriteManifestAsync(store, endpoint.Address, process), "--store", store.Folder];
            running.Add(process < processes / 2 && SelfProcess.CanStartElsewhere ? SelfProcess.StartCliElsewhere($"elsewhere-{process}", run) : SelfProcess.StartCli(run));
        }

        running.ForEach(process => _ = process.StandardOutput.ReadToEndAsync());
        while ((await CountsAsync(root)).Accepted == 0)
            await Task.Delay(20);
        var watch = Stopwatch.StartNew();
        var (accepted, refused) = (0, 0);
        foreach (var (capacity, phase) in Capacities.Select((capacity, phase) => (capacity, phase)))
        {
            await Http.GetStringAsync($"{root}/capacity/{capacity}");
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, ((phase + 1) * seconds) - watch.Elapsed.TotalSeconds)));
            var counts = await CountsAsync(root);
            Report($"{capacity} calls/s", counts.Accepted - accepted, counts.Refused - refused, capacity * seconds);
            (accepted, refused) = counts;
        }

        Report("all", accepted, refused, Capacities.Sum() * seconds);
        Console.WriteLine($"  processes that still ran: {running.Count(process => !process.HasExited)}");
        await KillAsync(root, running, Capacities[^1]);
        running.ForEach(process => process.Kill(entireProcessTree: true));
        return 0;
    }

    /// <summary>Simulates workers on a fake clock.</summary>
    public static int Simulate(int workers)
    {
        foreach (var (rate, retryAfter) in new (double, double?)[] { (5 * workers, null), (workers, null), (workers, 1.0) })
        {
            var endpoint = new SimulatedEndpoint
            {
                Capacity = at => rate * ((int)(at / 60) switch { 1 => 0.5, 3 => 2, _ => 1 }),
                BurstSeconds = 1,
                Latency = 0.3,
                Jitter = 0.3,
                RetryAfter = retryAfter,
            };
            var fleet = FleetOf(workers, endpoint, new ThrottleLimits());
            fleet.RunUntil(300);
            Console.WriteLine(
                $"{workers} workers, {rate:0} calls/s, halved and doubled{(retryAfter is null ? "" : ", Retry-After: 1")}: {fleet.Accepted(0, 300) / (rate * 60 * 5.5):F3} of the capacity, "
                + $"{fleet.RefusedShare(0, 300):P1} refused; {fleet.Writes / 300.0 / workers:F2} writes per second and worker, {(double)fleet.Conflicts / fleet.Writes:P0} of them forestalled");
        }

        foreach (var limits in new ThrottleLimits[] { new() { RequestsPerMinute = 3000 }, new() { MaxConcurrency = 256 } })
        {
            var fleet = FleetOf(workers, new SimulatedEndpoint { Capacity = _ => 1e9, Latency = 0.3, Jitter = 0.3 }, limits);
            fleet.At(150, () => fleet.Workers.Take(workers / 2).ToList().ForEach(worker => worker.IsAlive = false));
            fleet.RunUntil(300);
            Console.WriteLine(
                $"{workers} workers, {Named(limits)}: at most {fleet.MaxPerMinute()} calls in a minute and {fleet.MaxInFlight} in flight; {fleet.Accepted(60, 120)} calls in the second minute, "
                + $"{fleet.Accepted(170, 230)} in the one that begins 20 s after half of the workers were killed");
        }

        return 0;
    }

    private static string Named(ThrottleLimits limits) => limits.MaxConcurrency is { } calls ? $"maxConcurrency {calls}" : $"requestsPerMinute {limits.RequestsPerMinute}";

    private static SimulatedFleet FleetOf(int workers, SimulatedEndpoint endpoint, ThrottleLimits limits)
    {
        var fleet = new SimulatedFleet(endpoint, seed: 1);
        for (var worker = 0; worker < workers; worker++)
            fleet.Join(0.05 * worker, limits);
        return fleet;
    }

    /// <summary>
    /// Kills half of the processes, and measures when the others use the whole capacity: the end of the time in which windows of three seconds used less than
    /// nine tenths of it.
    /// </summary>
    private static async Task KillAsync(string root, List<Process> running, int capacity)
    {
        const double Window = 3;
        const double Watched = 25;
        var killed = running.Take(running.Count / 2).ToList();
        var before = await CountsAsync(root);
        await Task.Delay(TimeSpan.FromSeconds(Window));
        var share = ((await CountsAsync(root)).Accepted - before.Accepted) / (capacity * Window);
        killed.ForEach(process => process.Kill(entireProcessTree: true));
        killed.ForEach(process => process.WaitForExit());
        var watch = Stopwatch.StartNew();
        var counts = new List<(double At, int Accepted)>();
        while (watch.Elapsed.TotalSeconds < Watched)
        {
            counts.Add((watch.Elapsed.TotalSeconds, (await CountsAsync(root)).Accepted));
            await Task.Delay(100);
        }

        var used = counts.Select(count => (count.At, End: counts.FirstOrDefault(later => later.At >= count.At + Window))).Where(pair => pair.End != default)
            .Select(pair => (pair.At, Share: (pair.End.Accepted - counts.First(count => count.At == pair.At).Accepted) / (capacity * (pair.End.At - pair.At)))).ToList();
        var lowest = used.MinBy(window => window.Share);
        var back = used.FirstOrDefault(window => window.At >= lowest.At && window.Share >= 0.9);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  half of the processes{(SelfProcess.CanStartElsewhere ? ", under other machines' names," : "")} killed: {share:F2} of the capacity used in the 3 s before, {lowest.Share:F2} in the 3 s from {lowest.At:F1} s on, "
            + $"{(back == default ? $"and not nine tenths again within {Watched:F0} s" : $"nine tenths again from {back.At:F1} s on")}"));
        Console.WriteLine("  calls accepted per second after it: " + string.Join(" ", Enumerable.Range(0, (int)Watched - 1).Select(second => AcceptedAt(counts, second + 1) - AcceptedAt(counts, second))));
    }

    private static int AcceptedAt(List<(double At, int Accepted)> counts, double at) => counts.LastOrDefault(count => count.At <= at, counts[0]).Accepted;

    // Every process asks the same questions with another maximum of output, so that each has a response log of its own.
    private static async Task<string> WriteManifestAsync(BenchStore store, Uri endpoint, int process)
    {
        var file = Path.Combine(store.Folder, $"fleet-{process}.json");
        await File.WriteAllTextAsync(file, $$"""
            { "name": "fleet-{{process}}", "benchmark": { "dataset": "drawn" },
              "models": [ { "id": "bench", "kind": "openai", "endpoint": "{{endpoint}}", "model": "bench-fleet", "generation": { "maxOutputTokens": {{100 + process}} } } ] }
            """);
        return file;
    }

    private static void Report(string name, int accepted, int refused, int capacity) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"  {name,-12} {(double)accepted / capacity:F3} of the capacity, {(double)refused / Math.Max(1, accepted + refused):P1} refused"));

    private static async Task<(int Accepted, int Refused)> CountsAsync(string root) =>
        (await Http.GetStringAsync($"{root}/counts")).Split(' ') is [var accepted, var refused] ? (int.Parse(accepted), int.Parse(refused)) : default;
}

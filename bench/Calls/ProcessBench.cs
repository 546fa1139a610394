namespace MuBench.Bench.Calls;

/// <summary>
/// Whole processes of one model: the time before the first call, the calls, and the time after the last answer until the process has ended, report included.
/// Then the same run again, with every question answered already.
/// </summary>
internal static class ProcessBench
{
    private const int Workers = 64;
    private const int Milliseconds = 50;
    private const int Rounds = 5;

    /// <summary>Measures.</summary>
    /// <param name="questions">Number of questions.</param>
    /// <param name="program">The installed command; null for the build of the repository.</param>
    public static async Task<int> RunAsync(int questions, string? program)
    {
        using var endpoint = await EndpointProcess.StartAsync(Milliseconds);
        using var store = await BenchStore.CreateAsync(questions, seed => DrawnImages.Png(seed));
        Console.WriteLine($"{(questions + 5) / 6 * 6:N0} questions, endpoint of {Milliseconds} ms, {Workers} in flight, pictures of {Directory.GetFiles(store.Images, "*.png").Average(file => new FileInfo(file).Length):N0} bytes, {program ?? "the build of the repository"}");
        var rounds = new List<Measured>();
        for (var round = 0; round <= Rounds; round++)
        {
            var (file, _) = await store.WriteManifestAsync($"process-{round}", endpoint.Address, Workers, null);
            await endpoint.TimesAsync();
            var first = await RunAsync(program, file, store.Folder);
            var (begun, ended) = await endpoint.TimesAsync();
            var again = await RunAsync(program, file, store.Folder);
            var measured = new Measured((begun - first.Start).TotalSeconds, (ended - begun).TotalSeconds, (first.End - ended).TotalSeconds, first.Cpu, (again.End - again.Start).TotalSeconds, again.Cpu);
            Console.WriteLine($"  {(round == 0 ? "warm-up" : $"round {round}")}: {measured}");
            if (round > 0)
                rounds.Add(measured);
        }

        Console.WriteLine($"  medians: {new Measured(Of(round => round.Before), Of(round => round.Calls), Of(round => round.After), Of(round => round.Cpu), Of(round => round.Again), Of(round => round.AgainCpu))}");
        return 0;

        double Of(Func<Measured, double> part) => CallCost.Median(rounds.Select(part));
    }

    private static async Task<(DateTime Start, DateTime End, double Cpu)> RunAsync(string? program, string file, string store)
    {
        var before = ChildrenCpu();
        var start = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var process = SelfProcess.StartInstalled(program, "run", file, "--store", store);
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var end = TimeProvider.System.GetUtcNow().UtcDateTime;
        return process.ExitCode == 0 ? (start, end, ChildrenCpu() - before) : throw new InvalidOperationException($"{program ?? "mubench"} ended with {process.ExitCode}.");
    }

    /// <summary>The processor time in seconds of the child processes that have ended: fields 16 and 17 of proc(5), in hundredths of a second.</summary>
    public static double ChildrenCpu()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[13]) + long.Parse(fields[14])) / 100.0;
    }

    private sealed record Measured(double Before, double Calls, double After, double Cpu, double Again, double AgainCpu)
    {
        public override string ToString() =>
            $"{Before:F2} s before the first call, calls {Calls:F2} s, {After:F2} s after the last answer; whole {Before + Calls + After:F2} s, {Cpu:F2} s of processor time; again, all answered: {Again:F2} s, {AgainCpu:F2} s";
    }
}

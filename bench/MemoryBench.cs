using System.Diagnostics;

namespace MuBench.Bench;

/// <summary>Row 3 of the table: peak memory of a whole run with many questions.</summary>
internal static class MemoryBench
{
    public static async Task<int> RunAsync(int questions, int side)
    {
        using var endpoint = await EndpointProcess.StartAsync(5);
        using var store = await BenchStore.CreateAsync(questions, side);
        var (file, _) = await store.WriteManifestAsync("memory", endpoint.Address, 64, null);
        var watch = Stopwatch.StartNew();
        using var process = SelfProcess.StartCli("run", file, "--store", store.Folder);
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process));
            await Task.Delay(50);
        }

        await output;
        Console.WriteLine($"{await endpoint.CallsAsync():N0} questions in {watch.Elapsed.TotalSeconds:F0} s: peak resident memory {peak / 1_000_000.0:F0} MB, exit code {process.ExitCode}");
        return 0;
    }

    private static long PeakOf(Process process)
    {
        try
        {
            // VmHWM is the kernel's own peak. .NET's PeakWorkingSet64 reads the same file after a refresh.
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // the process has just ended
        }
    }
}

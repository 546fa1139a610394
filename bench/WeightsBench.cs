using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace MuBench.Bench;

/// <summary>
/// Row 8 of the table: <c>mubench weights interpolate</c> of two safetensors files as a whole process, compared with <c>cp</c> of
/// one.
/// </summary>
internal static class WeightsBench
{
    private const int Tensors = 48;
    private const int Rounds = 5;

    public static async Task<int> RunAsync(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("mubench-bench-").FullName;
        try
        {
            var (start, end) = (Path.Combine(folder, "base.safetensors"), Path.Combine(folder, "tuned.safetensors"));
            Write(start, megabytes, 1);
            Write(end, megabytes, 2);
            Console.WriteLine($"two safetensors of {new FileInfo(start).Length / 1e6:F0} MB, F32, warm cache");
            for (var round = 1; round <= Rounds; round++)
            {
                var copy = await SecondsAsync(() => Process.Start("cp", [start, Path.Combine(folder, "copy")]));
                var peak = 0L;
                var mixed = await SecondsAsync(
                    () => SelfProcess.StartCli("weights", "interpolate", "--base", start, "--tuned", end, "--alpha", "0.5", "--out", Path.Combine(folder, "mixed.safetensors"), "--force"),
                    process => peak = Math.Max(peak, process.PeakWorkingSet64));
                Console.WriteLine($"  round {round}: cp {copy:F3} s, interpolate {mixed:F3} s (start-up included) = {copy / mixed:F2} of cp's speed, peak {peak / 1e6:F0} MB");
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> SecondsAsync(Func<Process> start, Action<Process>? look = null)
    {
        var watch = Stopwatch.StartNew();
        using var process = start();
        while (!process.HasExited)
        {
            process.Refresh();
            if (!process.HasExited)
                look?.Invoke(process);
            await Task.Delay(2);
        }

        return process.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"Ended with {process.ExitCode}.");
    }

    private static void Write(string path, int megabytes, uint seed)
    {
        var elements = megabytes * 1_000_000L / sizeof(float) / Tensors;
        var header = new JsonObject();
        for (var tensor = 0; tensor < Tensors; tensor++)
        {
            header[$"layer.{tensor}.weight"] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray(elements),
                ["data_offsets"] = new JsonArray(tensor * elements * sizeof(float), (tensor + 1) * elements * sizeof(float)),
            };
        }

        using var file = File.Create(path);
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        file.Write(BitConverter.GetBytes((ulong)json.Length));
        file.Write(json);
        var values = new float[elements];
        for (var tensor = 0; tensor < Tensors; tensor++)
        {
            for (var index = 0; index < values.Length; index++)
                values[index] = ((seed = (seed * 1_664_525u) + 1_013_904_223u) >> 8) / (float)(1 << 24);
            file.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }
}

using System.Diagnostics;

namespace MuBench.Bench;

/// <summary>
/// Rows 1 and 2 of the table: the generative pipeline compared with the ideal and a bare SDK loop, and the time of a whole
/// process.
/// </summary>
internal static class PipelineBench
{
    private const int Milliseconds = 50;
    private const int Workers = 64;
    private const int Rounds = 3;

    public static async Task<int> RunAsync(int questions, int side)
    {
        using var endpoint = await EndpointProcess.StartAsync(Milliseconds);
        using var store = await BenchStore.CreateAsync(questions, side);
        var asked = (questions + 5) / 6 * 6;
        var ideal = asked / (double)Workers * Milliseconds / 1000;
        Console.WriteLine($"{asked:N0} questions, endpoint of {Milliseconds} ms, {Workers} in flight, images of {new FileInfo(Directory.GetFiles(store.Images, "*.png")[0]).Length:N0} bytes: ideal {ideal:F2} s");
        var (warmUp, warmUpId) = await store.WriteManifestAsync("warm-up", endpoint.Address, Workers, 64);
        for (var round = 1; round <= Rounds; round++)
        {
            var bare = double.Parse(await SelfProcess.LastLineAsync("bare", $"{endpoint.Address}", $"{asked}", $"{Workers}", store.Images));
            var (_, runId) = await store.WriteManifestAsync($"round-{round}", endpoint.Address, Workers, null);
            Forget(store, "warm-up");
            var ours = double.Parse(await SelfProcess.LastLineAsync("worker", store.Folder, warmUpId, runId));
            Console.WriteLine($"  round {round}: pipeline {ours:F2} s = {ours / ideal:F3} of the ideal, {ours / bare:F3} of the bare loop ({bare:F2} s = {bare / ideal:F3})");
        }

        for (var round = 1; round <= Rounds; round++)
        {
            var (file, _) = await store.WriteManifestAsync($"process-{round}", endpoint.Address, Workers, 2000 / 6);
            var watch = Stopwatch.StartNew();
            using var process = SelfProcess.StartCli("run", file, "--store", store.Folder);
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Console.WriteLine($"  whole process of {2000 / 6 * 6:N0} questions: {watch.Elapsed.TotalSeconds:F2} s, exit code {process.ExitCode}");
        }

        return 0;
    }

    /// <summary>Deletes the warm-up's responses, so that it asks again in every round.</summary>
    private static void Forget(BenchStore store, string _)
    {
        foreach (var log in Directory.Exists(Path.Combine(store.Folder, "responses")) ? Directory.GetDirectories(Path.Combine(store.Folder, "responses")) : [])
            Directory.Delete(log, recursive: true);
    }
}

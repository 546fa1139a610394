namespace MuBench.Bench;

/// <summary>Row 2 of the table: calls in excess of the questions, after kill -9 at random times and reruns.</summary>
internal static class KillBench
{
    private const int Workers = 64;

    public static async Task<int> RunAsync(int rounds)
    {
        const int Questions = 1998;
        var random = new Xorshift(20_240_701);
        var worst = 0;
        for (var round = 1; round <= rounds; round++)
        {
            using var endpoint = await EndpointProcess.StartAsync(50);
            using var store = await BenchStore.CreateAsync(Questions, 16);
            var (file, _) = await store.WriteManifestAsync("killed", endpoint.Address, Workers, null);
            using (var killed = SelfProcess.StartCli("run", file, "--store", store.Folder))
            {
                var output = killed.StandardOutput.ReadToEndAsync();
                await Task.Delay(600 + (int)(random.Next() % 1500));
                killed.Kill();
                await output;
            }

            var before = await endpoint.CallsAsync();
            using var rerun = SelfProcess.StartCli("run", file, "--store", store.Folder);
            await rerun.StandardOutput.ReadToEndAsync();
            await rerun.WaitForExitAsync();
            var extra = await endpoint.CallsAsync() - Questions;
            worst = Math.Max(worst, extra);
            Console.WriteLine($"  round {round}: killed after {before:N0} calls; {extra} calls beyond the questions (at most {Workers} may be), exit code {rerun.ExitCode}");
        }

        Console.WriteLine($"worst: {worst} of {Workers} in flight");
        return worst <= Workers ? 0 : 1;
    }

    private struct Xorshift(uint state)
    {
        private uint _state = state;

        public uint Next()
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            return _state ^= _state << 5;
        }
    }
}

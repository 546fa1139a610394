using MuBench.Storage.Blob;

namespace MuBench.Cli.Running;

/// <summary>One <c>mubench run</c>, from the manifest file to the exit code.</summary>
internal sealed class ManifestRun(string file, string? storeSetting, ResultPrinter printer)
{
    /// <summary>Runs the manifest, or follows the process that already does.</summary>
    public async Task<int> RunAsync()
    {
        using var interruption = new Interruption();
        var read = CheckedManifest.Read(file);
        var store = StoreFactory.Open(storeSetting);
        var turns = new RunLeaseAcquirer(read.ContextOver(store), read.RunId, file, storeSetting, printer);
        while (true)
        {
            var turn = await turns.AcquireAsync(interruption.Draining).ConfigureAwait(false);
            if (turn.Lease is not { } lease)
                return turn.Code;
            await using (lease.ConfigureAwait(false))
            {
                // A context of its own: what an earlier turn counted as spent is not what the store says now.
                var conducted = new ConductedRun(read, read.ContextOver(store), file, storeSetting, printer);
                if (await conducted.RunAsync(lease, interruption).ConfigureAwait(false) is { } code)
                    return code;
            }
        }
    }
}

using MuBench.Storage.Blob;

namespace MuBench.Cli.Running;

/// <summary>One <c>mubench run</c>, from the manifest's file to the exit code.</summary>
internal sealed class ManifestRun(string file, string? storeSetting, ResultPrinter printer)
{
    /// <summary>Runs the manifest, or follows the process that already runs it.</summary>
    public async Task<int> RunAsync()
    {
        using var interruption = new Interruption();
        var read = CheckedManifest.Read(file);
        var store = StoreFactory.Open(storeSetting);
        var acquirer = new RunLeaseAcquirer(read.ContextOver(store), read.RunId, file, storeSetting, printer);
        while (true)
        {
            var result = await acquirer.AcquireAsync(interruption.Draining).ConfigureAwait(false);
            if (result.Lease is not { } lease)
                return result.Code;
            await using (lease.ConfigureAwait(false))
            {
                // A new context for each lease, because the spending counted under an earlier lease may differ from the store's.
                var conducted = new ConductedRun(read, read.ContextOver(store), file, storeSetting, printer);
                if (await conducted.RunAsync(lease, interruption).ConfigureAwait(false) is { } code)
                    return code;
            }
        }
    }
}

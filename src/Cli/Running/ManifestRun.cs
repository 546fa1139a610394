using MuBench.Cli.Overriding;
using MuBench.Storage;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Running;

/// <summary>One <c>mubench run</c> or <c>mubench resume</c>, from the manifest to the exit code.</summary>
internal sealed class ManifestRun(string? storeSetting, ResultPrinter printer)
{
    /// <summary>Runs a manifest file, or follows the process that already runs it.</summary>
    public async Task<int> RunAsync(string file, RunOverrides overrides)
    {
        using var interruption = new Interruption();
        var source = RunSource.OfFile(file, overrides);
        return await RunAsync(source, StoreFactory.Open(storeSetting), interruption).ConfigureAwait(false);
    }

    /// <summary>Conducts a run, or follows the process that already conducts it.</summary>
    public async Task<int> RunAsync(RunSource source, IArtifactStore store, Interruption interruption)
    {
        var acquirer = new RunLeaseAcquirer(source.Manifest.ContextOver(store), source, storeSetting, printer);
        while (true)
        {
            var result = await acquirer.AcquireAsync(interruption.Draining).ConfigureAwait(false);
            if (result.Lease is not { } lease)
                return result.Code;
            await using (lease.ConfigureAwait(false))
            {
                // A new context for each lease, because the spending counted under an earlier lease may differ from the store's.
                var conducted = new ConductedRun(source, source.Manifest.ContextOver(store), storeSetting, printer);
                if (await conducted.RunAsync(lease, interruption).ConfigureAwait(false) is { } code)
                    return code;
            }
        }
    }
}

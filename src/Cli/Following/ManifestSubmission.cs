using MuBench.Cli.Running;
using MuBench.Pipeline;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Progress;
using MuBench.Scoring.Results;
using MuBench.Storage;
using MuBench.Storage.Blob;
using MuBench.Storage.Disk;
using MuBench.Storage.Leases;
using MuBench.Viewing;

namespace MuBench.Cli.Following;

/// <summary>One <c>mubench submit</c>, from the manifest's file to the exit code.</summary>
internal sealed class ManifestSubmission(string file, string? storeSetting, bool follow, ResultPrinter printer)
{
    /// <summary>Uploads the manifest, and follows its run if requested.</summary>
    public async Task<int> RunAsync()
    {
        using var interruption = new Interruption();
        var read = CheckedManifest.Read(file);
        var runId = read.RunId;
        var store = StoreFactory.Open(storeSetting);
        if (store is DiskStore)
            throw new UserException($"{store.Description} is a folder of this machine, and no service watches it. Name the store of the Functions app with --store, or run the manifest here: mubench run {file}");
        var context = read.ContextOver(store);
        var run = new FollowedRun(context, runId, storeSetting, printer, file);
        var known = await RunSnapshot.ReadAsync(context, runId, interruption.Draining).ConfigureAwait(false);
        if (known is { IsRejected: false, State: RunStates.Done, Status: not { IsIncomplete: true } })
        {
            Console.Out.WriteLine($"Run {runId} is already done: the same manifest is the same run. Another \"nonce\" in the manifest makes it another run.");
            return await run.EndAsync(known).ConfigureAwait(false);
        }

        await RequireNotConductedAsync(context, run, runId, interruption.Draining).ConfigureAwait(false);
        return await SubmitAsync(context, run, read, interruption).ConfigureAwait(false);
    }

    // The service would refuse the run, because one process conducts a run.
    private static async Task RequireNotConductedAsync(PipelineContext context, FollowedRun run, string runId, CancellationToken stopping)
    {
        var snapshot = await new StoreLease(context.Store, StoreLayout.RunConductor(runId), context.Time).WatchAsync(stopping).ConfigureAwait(false);
        if (snapshot is { IsHeld: true, Document.Holder: { } holder })
            throw new UserException($"Run {runId} is conducted by {TextTable.Plain($"{holder}")} since {ReportNumbers.Moment(snapshot.Document.TakenAt)}; the manifest was not submitted.\nFollow it with: {run.FollowCommand}\nTo have the service conduct it, end that process first.");
    }

    private async Task<int> SubmitAsync(PipelineContext context, FollowedRun run, CheckedManifest read, Interruption interruption)
    {
        await LocalSources.PrepareAsync(
            context.Store, read.RunId, read.Manifest, Path.GetDirectoryName(Path.GetFullPath(file))!, Console.Out.WriteLine, interruption.Draining).ConfigureAwait(false);
        var before = await RunSnapshot.ReadAsync(context, read.RunId, interruption.Draining).ConfigureAwait(false);
        // The path may hold another manifest of this name. It can be replaced, because a run has its own copy of its manifest.
        var upload = StoreLayout.Manifest(read.Manifest.Name);
        await context.Store.WriteAsync(upload, read.Json, interruption.Draining).ConfigureAwait(false);
        Console.Out.WriteLine($"Submitted run {read.RunId}: {context.Store.Description}/{upload}");
        if (follow)
            return await run.FollowAsync(before, new SilenceMonitor(context.Time, upload.Value), interruption.Draining).ConfigureAwait(false);
        Console.Out.WriteLine($"Follow it with: {run.FollowCommand}");
        return ExitCodes.Done;
    }
}

using MuBench.Cli.Following;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Scoring.Results;
using MuBench.Storage;
using MuBench.Storage.Leases;
using MuBench.Viewing;

namespace MuBench.Cli.Running;

/// <summary>
/// Acquires a run's lease, so that one process conducts the run. While another process holds it, shows that process's progress.
/// </summary>
/// <param name="context">The store and the clock.</param>
/// <param name="source">The run.</param>
/// <param name="storeSetting">The store as the user named it; null if the user named none.</param>
/// <param name="printer">Prints the result.</param>
internal sealed class RunLeaseAcquirer(PipelineContext context, RunSource source, string? storeSetting, ResultPrinter printer)
{
    private readonly StoreLease _lease = new(context.Store, StoreLayout.RunConductor(source.RunId), context.Time);
    private readonly LeaseOptions _options = LeaseSetting.Read(Environment.GetEnvironmentVariable);
    private readonly FollowedRun _followed = new(context, source.RunId, storeSetting, printer, source.File);
    private readonly string _runId = source.RunId;
    private bool _hasFollowed;
    private string? _ownId;

    /// <summary>Waits until this process holds the lease, or another process has finished the run.</summary>
    /// <exception cref="UserException">The run failed in the other process.</exception>
    public async Task<RunLeaseResult> AcquireAsync(CancellationToken stopping)
    {
        while (true)
        {
            var snapshot = await _lease.ReadAsync(stopping).ConfigureAwait(false);
            // This process lost the lease because the store was unreachable, and no other process has acquired it.
            var isOwn = snapshot.Document?.Holder?.Id is { } id && id == _ownId;
            if (snapshot.IsHeld && !isOwn)
            {
                if (await FollowAsync(snapshot, stopping).ConfigureAwait(false) is { } code)
                    return new RunLeaseResult(null, code);
            }
            else if (await TryAcquireAsync(isOwn ? snapshot with { State = LeaseState.Free } : snapshot, stopping).ConfigureAwait(false) is { } held)
            {
                if (await ConductOrFollowServiceAsync(held, stopping).ConfigureAwait(false) is { } result)
                    return result;
            }
        }
    }

    private async Task<HeldLease?> TryAcquireAsync(LeaseSnapshot snapshot, CancellationToken stopping)
    {
        var holder = LeaseHolder.ForThisProcess(source.Doing);
        var held = await _lease.TryAcquireAsync(snapshot, holder, _options, stopping).ConfigureAwait(false);
        if (held is null)
            return null;
        _ownId = holder.Id;
        PrintTakeover(snapshot);
        return held;
    }

    /// <summary>Keeps the lease, unless a service conducts the run: then releases it and follows the run.</summary>
    /// <returns>Null if the lease was lost.</returns>
    private async Task<RunLeaseResult?> ConductOrFollowServiceAsync(HeldLease held, CancellationToken stopping)
    {
        var isKept = false;
        try
        {
            if (!await IsConductedByServiceAsync(stopping).ConfigureAwait(false))
            {
                isKept = await WaitForServiceWorkersAsync(held, stopping).ConfigureAwait(false);
                return isKept ? new RunLeaseResult(held, ExitCodes.Done) : null;
            }
        }
        finally
        {
            if (!isKept)
                await held.DisposeAsync().ConfigureAwait(false);
        }

        return new RunLeaseResult(null, await FollowServiceAsync(stopping).ConfigureAwait(false));
    }

    /// <summary>Waits for the workers of a service whose attempt has ended. The lease is renewed from here on.</summary>
    /// <returns>False if the lease was lost.</returns>
    private async Task<bool> WaitForServiceWorkersAsync(HeldLease held, CancellationToken stopping)
    {
        held.KeepRenewing();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, held.Lost);
        try
        {
            await new ServiceWorkerWait(context, _runId, Console.Out).WaitAsync(ended.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (held.Lost.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            Console.Out.WriteLine(ConductedRun.LossNotice(_runId, held));
            return false;
        }
    }

    // A service has no process that could hold the lease for the whole run. It records its attempt, then checks the lease, and stops
    // if the lease is held. This process acquires the lease first and then checks for an attempt. So at least one of them notices.
    private async Task<bool> IsConductedByServiceAsync(CancellationToken stopping)
    {
        var statuses = new RunStatusStore(context);
        if (await statuses.TryReadLastSignAsync(_runId, stopping).ConfigureAwait(false) is not { } sign)
            return false;
        var silence = context.Time.GetUtcNow() - sign;
        if (silence < RunStatusStore.ServiceSilence)
            return true;
        Console.Out.WriteLine($"The service that conducted run {_runId} has given no sign for {silence.TotalMinutes:N0} min. Its attempt is ended, and the run continues here.");
        await statuses.EndAsync(_runId, null, RunStates.Interrupted, null, stopping).ConfigureAwait(false);
        return false;
    }

    private Task<int> FollowServiceAsync(CancellationToken stopping)
    {
        Console.Out.WriteLine($"The service of this store conducts run {_runId}. Following it; nothing is asked here.");
        Console.Out.WriteLine($"To conduct it here, cancel it there first (POST /api/runs/{_runId}/cancel) and run this command again: it waits until the service's workers have stopped. If that service is gone for good, this command takes over {RunStatusStore.ServiceSilence.TotalMinutes:N0} min after its last sign.");
        return _followed.FollowAsync(RunSnapshot.Empty, new SilenceMonitor(context.Time, upload: null), stopping);
    }

    /// <summary>Follows the run while another process conducts it.</summary>
    /// <returns>The exit code if the run is done; null if the other process stopped before the end.</returns>
    private async Task<int?> FollowAsync(LeaseSnapshot first, CancellationToken stopping)
    {
        var holder = TextTable.Plain($"{first.Document!.Holder}");
        Console.Out.WriteLine($"Run {_runId} is conducted by {holder} since {ReportNumbers.Moment(first.Document.TakenAt)}. Following it; nothing is asked here.");
        _hasFollowed = true;
        var last = first;
        try
        {
            var before = await RunSnapshot.ReadAsync(context, _runId, stopping).ConfigureAwait(false);
            var snapshot = await new RunFollower(context, _runId, before, null, HasEndedAsync).FollowAsync(stopping).ConfigureAwait(false);
            if (last.Generation != first.Generation || last.State != LeaseState.Free)
                return null;
            switch (last.Document!.Outcome)
            {
                case RunStates.Done or RunStates.Incomplete:
                    return await printer.PrintAsync(context.Store, await FinishedRun.ReadAsync(context.Store, _runId, stopping).ConfigureAwait(false)).ConfigureAwait(false);
                case RunStates.Failed:
                    throw new UserException($"Run {_runId} failed where {holder} conducted it: {snapshot.Error ?? "that process says why."}\nThe responses are kept. Continue the run, without asking again what was answered, with: {source.Command}{StoreArgument.Of(storeSetting)}{printer.Arguments}");
                default:
                    return null;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"No longer following. The run continues in {holder}; only this command has stopped.");
            return ExitCodes.Interrupted;
        }

        async Task<bool> HasEndedAsync(CancellationToken cancellationToken)
        {
            last = await _lease.ReadAsync(cancellationToken).ConfigureAwait(false);
            return !last.IsHeld || last.Generation != first.Generation;
        }
    }

    private void PrintTakeover(LeaseSnapshot snapshot)
    {
        if (snapshot.Document is not { } document)
            return;
        var why = snapshot.State switch
        {
            LeaseState.Abandoned => $"The {TextTable.Plain($"{document.Holder}")} has ended",
            LeaseState.Expired => $"No sign of life from {TextTable.Plain($"{document.Holder}")} for {document.Seconds:0.#} s",
            _ when document.Outcome == RunStates.Interrupted && _hasFollowed => "The other process was interrupted",
            _ => null,
        };
        if (why is not null)
            Console.Out.WriteLine($"{why}: continuing run {_runId} here, without asking again what was answered.");
    }
}

using MuBench.Money;
using MuBench.Storage;
using MuBench.Storage.Leases;
using MuBench.Storage.Sharing;

namespace MuBench.Pipeline.Budgets.Sharing;

/// <summary>
/// This process as one of the workers that spend a run's budget. It joins with the first call, exchanges every few seconds, and
/// returns what it does not need.
/// </summary>
/// <remarks>While the store is away, calls start until the grant ends, and none after it.</remarks>
internal sealed class BudgetMember
{
    private static readonly TimeSpan MaxExchange = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxAway = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan MaxIdle = TimeSpan.FromSeconds(10);

    /// <summary>Minimum time between two readings of the whole log.</summary>
    private static readonly TimeSpan MinCountPause = TimeSpan.FromSeconds(5);

    private readonly BudgetLedger _ledger;
    private readonly IArtifactStore _store;
    private readonly StorePath _path;
    private readonly Func<Task<decimal>> _readSpent;
    private readonly SharedDocument<BudgetDocument> _document;
    private readonly EntryWatch _watch;
    private readonly BudgetLaw _law;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly string _id = Path.GetFileNameWithoutExtension(Path.GetRandomFileName());
    private int _isRunning;
    private BudgetCount? _count;
    private long _countedAt;

    /// <summary>Creates the member.</summary>
    /// <param name="ledger">The process's ledger.</param>
    /// <param name="store">The store.</param>
    /// <param name="runId">The run.</param>
    /// <param name="limitUsd">The budget.</param>
    /// <param name="readSpent">Adds up the response log: what the run has spent.</param>
    /// <param name="time">The clock.</param>
    public BudgetMember(BudgetLedger ledger, IArtifactStore store, string runId, decimal limitUsd, Func<Task<decimal>> readSpent, TimeProvider time)
    {
        (_ledger, _store, _readSpent, _time) = (ledger, store, readSpent, time);
        _random = new Random(_id.GetHashCode(StringComparison.Ordinal));
        _path = StoreLayout.RunBudget(runId);
        _document = new SharedDocument<BudgetDocument>(store, _path, BudgetJsonContext.Default.BudgetDocument, time, _random.Next());
        _watch = new EntryWatch(time);
        var process = LeaseHolder.ForThisProcess("");
        _law = new BudgetLaw(_id, limitUsd, process.ProcessId, process.Instance);
    }

    /// <summary>Adds up the log, so that the next exchange knows what the run has spent.</summary>
    public async Task CountAsync()
    {
        var begun = BudgetCount.Begin(await JsonDocuments.TryReadAsync(_store, _path, BudgetJsonContext.Default.BudgetDocument, CancellationToken.None).ConfigureAwait(false));
        _count = begun with { SpentUsd = await _readSpent().ConfigureAwait(false) };
        _countedAt = _time.GetTimestamp();
    }

    /// <summary>Joins, unless the process is a member already. Returns at once.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 0)
            _ = Task.Run(RunAsync, CancellationToken.None);
    }

    private async Task RunAsync()
    {
        var fault = await ExchangeUntilIdleAsync().ConfigureAwait(false);
        Volatile.Write(ref _isRunning, 0);
        if (fault is not null)
            _ledger.Fail(fault);
        else if (_ledger.IsInUse)
            Wake();
    }

    private async Task<Exception?> ExchangeUntilIdleAsync()
    {
        var (exchangedAt, usedAt) = (_time.GetTimestamp(), _time.GetTimestamp());
        while (true)
        {
            TimeSpan pause;
            try
            {
                pause = TimeSpan.FromSeconds(await ExchangeAsync().ConfigureAwait(false) * (0.9 + (0.2 * _random.NextDouble())));
                exchangedAt = _time.GetTimestamp();
            }
            catch (Exception away) when (away is StoreException or OperationCanceledException)
            {
                if (_time.GetElapsedTime(exchangedAt) > MaxAway)
                    return away is StoreException ? away : new StoreException($"'{_path}' could not be changed within {MaxExchange.TotalSeconds:0} s.", away);
                pause = FaultPause;
            }
            catch (UserException damaged)
            {
                return damaged;
            }

            await Task.Delay(pause, _time, CancellationToken.None).ConfigureAwait(false);
            if (_ledger.IsInUse)
                usedAt = _time.GetTimestamp();
            // An idle member has returned all but what it has spent, so its share does not hinder the others.
            else if (_time.GetElapsedTime(usedAt) >= MaxIdle)
                return null;
        }
    }

    private async Task<double> ExchangeAsync()
    {
        using var late = new CancellationTokenSource(MaxExchange, _time);
        BudgetGrant? grant = null;
        ValidTime asked = default;
        var count = _count;
        await _document.ChangeAsync(document =>
        {
            asked = ValidTime.FromNow(_time, TimeSpan.Zero);
            var present = document?.Checked(_path) ?? new BudgetDocument();
            // Others may get what this worker returns as soon as the document is written.
            return _ledger.Exchange(report =>
            {
                (var changed, grant) = _law.Exchange(present, report, count, IsExpired);
                return (changed, grant.GrantedUsd);
            });
        }, readsFirst: true, late.Token).ConfigureAwait(false);
        _count = null;
        _ledger.Grant(grant!.GrantedUsd, grant.SpentByOthersUsd, asked.With(TimeSpan.FromSeconds(grant.Seconds)));
        if (grant.MustCount && _time.GetElapsedTime(_countedAt) >= MinCountPause)
            await CountAsync().ConfigureAwait(false);
        return _count is null ? grant.Interval : 0.1;
    }

    private bool IsExpired(string id, BudgetShare share) =>
        _watch.IsExpired(id, share.Renewals, TimeSpan.FromSeconds(share.Seconds), share.Process, share.Instance);
}

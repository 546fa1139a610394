using MuBench.Storage.Sharing;

namespace MuBench.Money;

/// <content>A ledger that shares its limit with those of other processes: it spends only what it was granted.</content>
internal sealed partial class BudgetLedger
{
    private Action? _wake;
    private TimeProvider _time = TimeProvider.System;
    private ValidTime _valid;
    private decimal _granted;
    private decimal _spentByOthers;
    private decimal _recorded;

    /// <summary>Whether calls are in flight or wait.</summary>
    public bool IsInUse
    {
        get
        {
            lock (_lock)
                return _reserved > 0 || _waiters.Count > 0;
        }
    }

    /// <summary>Shares the limit: nothing is reserved before there is a grant.</summary>
    /// <param name="wake">Called when a call waits.</param>
    /// <param name="time">The clock by which grants end.</param>
    public void Share(Action wake, TimeProvider time) => (_wake, _time) = (wake, time);

    /// <summary>Exchanges with the other processes, while no call is reserved or settled. What the new grant takes away applies at once.</summary>
    /// <param name="exchange">Gets what this process reports, and returns its result and the amount that it may spend.</param>
    public TResult Exchange<TResult>(Func<LedgerReport, (TResult Result, decimal GrantedUsd)> exchange)
    {
        lock (_lock)
        {
            var report = new LedgerReport(_spent, _reserved, Math.Min(_recorded, _spent), _waiters.Sum(waiter => waiter.Usd), _waiters.First?.Value.Usd ?? 0);
            var (result, granted) = exchange(report);
            _granted = Math.Min(_granted, granted);
            return result;
        }
    }

    /// <summary>Applies a grant.</summary>
    /// <param name="grantedUsd">What this process may spend in all.</param>
    /// <param name="spentByOthersUsd">What others have spent.</param>
    /// <param name="valid">How long the grant is valid.</param>
    public void Grant(decimal grantedUsd, decimal spentByOthersUsd, ValidTime valid)
    {
        lock (_lock)
        {
            (_granted, _spentByOthers, _valid) = (grantedUsd, spentByOthersUsd, valid);
            Serve();
        }
    }

    /// <summary>Ends the wait of every call with a fault.</summary>
    public void Fail(Exception fault)
    {
        List<Waiter> failed;
        lock (_lock)
        {
            failed = [.. _waiters];
            _waiters.Clear();
        }

        failed.ForEach(waiter => waiter.Granted.TrySetException(fault));
    }

    /// <summary>Counts spending that is recorded in the store.</summary>
    public void Record(decimal usd)
    {
        lock (_lock)
            _recorded += usd;
    }
}

namespace MuBench.Money;

/// <summary>The account of one unit of work, a shard of one model, in a ledger.</summary>
/// <remarks>Safe for concurrent use.</remarks>
/// <param name="ledger">The ledger.</param>
/// <param name="gpu">Spends the time of the model's own server from the ledger; null if there is no such server or it has no price.</param>
/// <param name="unlogged">Called with every amount that no response in the log accounts for, when it is spent; null for none.</param>
internal sealed class BudgetAccount(BudgetLedger ledger, GpuMeter? gpu = null, Action<decimal>? unlogged = null)
{
    private readonly Lock _lock = new();
    private decimal _spent;
    private decimal _unlogged;
    private volatile bool _isRefused;

    /// <summary>The ledger.</summary>
    public BudgetLedger Ledger { get; } = ledger;

    /// <summary>The amount spent through this account, in US dollars.</summary>
    public decimal SpentUsd
    {
        get
        {
            lock (_lock)
                return _spent;
        }
    }

    /// <summary>The part of <see cref="SpentUsd"/> that calls without a response in the log may have cost at most.</summary>
    public decimal UnloggedUsd
    {
        get
        {
            lock (_lock)
                return _unlogged;
        }
    }

    /// <summary>Whether the ledger is overspent now, because time has passed since the last call. Waiting is then pointless.</summary>
    public bool IsOverspent
    {
        get
        {
            gpu?.Charge();
            return Ledger.IsOverspent;
        }
    }

    /// <summary>Whether a call was not made because the budget had no room for it.</summary>
    public bool IsRefused => _isRefused;

    /// <summary>
    /// Reserves an amount; null if the remaining budget can never cover it. Waits while other calls hold amounts that
    /// they may release.
    /// </summary>
    /// <param name="usd">The maximum cost of the call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<BudgetReservation?> ReserveAsync(decimal usd, CancellationToken cancellationToken)
    {
        gpu?.Charge();
        if (!await Ledger.ReserveAsync(usd, cancellationToken).ConfigureAwait(false))
        {
            _isRefused = true;
            return null;
        }

        if (!cancellationToken.IsCancellationRequested)
            return new BudgetReservation(this, usd);
        Ledger.Settle(usd, 0);
        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Reserves an amount if it is available at once and no call waits for it; else null.</summary>
    public BudgetReservation? TryReserve(decimal usd)
    {
        gpu?.Charge();
        return Ledger.TryReserve(usd) ? new BudgetReservation(this, usd) : null;
    }

    /// <summary>Reserves an amount for a batch under its name, if it is available at once.</summary>
    public bool TryReserveNamed(string name, decimal usd) => Ledger.TryReserveNamed(name, usd);

    /// <summary>Reserves an amount for a batch in progress, whether or not it is available; once per name.</summary>
    public void ReserveNamed(string name, decimal usd) => Ledger.ReserveNamed(name, usd);

    /// <summary>Replaces the reservation of a batch by its actual cost.</summary>
    /// <param name="name">The batch.</param>
    /// <param name="usd">The actual cost.</param>
    /// <param name="unloggedUsd">The part of it that no response in the log accounts for.</param>
    public void Release(string name, decimal usd, decimal unloggedUsd)
    {
        Add(usd, unloggedUsd);
        Ledger.Release(name, usd);
    }

    /// <summary>Records that something was not asked because the budget had no room.</summary>
    public void Refuse()
    {
        _isRefused = true;
        Ledger.Exhaust();
    }

    /// <summary>Counts spending that is recorded in the store.</summary>
    public void Record(decimal usd) => Ledger.Record(usd);

    internal void Settle(decimal reserved, decimal usd, decimal unloggedUsd)
    {
        Add(usd, unloggedUsd);
        Ledger.Settle(reserved, usd);
    }

    private void Add(decimal usd, decimal unloggedUsd)
    {
        lock (_lock)
        {
            _spent += usd;
            _unlogged += unloggedUsd;
        }

        if (unloggedUsd > 0)
            unlogged?.Invoke(unloggedUsd);
    }
}

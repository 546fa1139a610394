namespace MuBench.Money;

/// <summary>What one piece of work, a shard of one model, takes from a ledger.</summary>
/// <remarks>Safe for concurrent use.</remarks>
/// <param name="ledger">The ledger.</param>
/// <param name="gpu">Spends the time of the model's own server from the ledger; null where it has none that is paid for.</param>
/// <param name="unlogged">Called with every amount that no answer in the log accounts for, as it is spent; null where nobody keeps it.</param>
public sealed class BudgetAccount(BudgetLedger ledger, GpuMeter? gpu = null, Action<decimal>? unlogged = null)
{
    private readonly Lock _lock = new();
    private decimal _spent;
    private decimal _unlogged;
    private volatile bool _isRefused;

    /// <summary>The ledger.</summary>
    public BudgetLedger Ledger { get; } = ledger;

    /// <summary>What was spent through this account.</summary>
    public decimal SpentUsd
    {
        get
        {
            lock (_lock)
                return _spent;
        }
    }

    /// <summary>Part of <see cref="SpentUsd"/>: what calls without an answer in the log may have cost, at most.</summary>
    public decimal UnloggedUsd
    {
        get
        {
            lock (_lock)
                return _unlogged;
        }
    }

    /// <summary>Whether the ledger is overspent as of now, by time that passed since the last call: nothing is worth waiting for.</summary>
    public bool IsOverspent
    {
        get
        {
            gpu?.Charge();
            return Ledger.IsOverspent;
        }
    }

    /// <summary>Whether a call was not made for want of money.</summary>
    public bool IsRefused => _isRefused;

    /// <summary>Sets money aside; null where what is left will never do. Waits where others still hold what they may give back.</summary>
    /// <param name="usd">The most that the call can cost.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
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

    /// <summary>Sets money aside where it is there at once and nobody waits for it; null else.</summary>
    public BudgetReservation? TryReserve(decimal usd)
    {
        gpu?.Charge();
        return Ledger.TryReserve(usd) ? new BudgetReservation(this, usd) : null;
    }

    /// <summary>Sets money aside for a batch, under its name, where it is there at once.</summary>
    public bool TryReserveNamed(string name, decimal usd) => Ledger.TryReserveNamed(name, usd);

    /// <summary>Sets money aside for a batch that is under way, whether or not it is there; once per name.</summary>
    public void ReserveNamed(string name, decimal usd) => Ledger.ReserveNamed(name, usd);

    /// <summary>Replaces what was set aside for a batch by what it cost.</summary>
    /// <param name="name">The batch.</param>
    /// <param name="usd">What it cost.</param>
    /// <param name="unloggedUsd">Part of that which no answer in the log accounts for.</param>
    public void Release(string name, decimal usd, decimal unloggedUsd)
    {
        Add(usd, unloggedUsd);
        Ledger.Release(name, usd);
    }

    /// <summary>Notes that something was not asked for want of money.</summary>
    public void Refuse()
    {
        _isRefused = true;
        Ledger.Exhaust();
    }

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

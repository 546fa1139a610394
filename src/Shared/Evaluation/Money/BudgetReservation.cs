namespace MuBench.Money;

/// <summary>Money set aside for a call in flight, or for a batch. It is settled once, whatever becomes of the call.</summary>
public sealed class BudgetReservation
{
    private readonly BudgetAccount _account;
    private int _settled;

    internal BudgetReservation(BudgetAccount account, decimal usd) => (_account, Usd) = (account, usd);

    /// <summary>What was set aside.</summary>
    public decimal Usd { get; }

    /// <summary>Replaces what was set aside by what the call cost; the first settlement counts.</summary>
    /// <param name="usd">What it cost.</param>
    public void Settle(decimal usd) => Settle(usd, 0);

    /// <summary>Settles a call without an answer that the provider may bill all the same: all that was set aside counts as spent.</summary>
    public void Forfeit() => Settle(Usd, Usd);

    private void Settle(decimal usd, decimal unlogged)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(usd);
        if (Interlocked.Exchange(ref _settled, 1) == 0)
            _account.Settle(Usd, usd, unlogged);
    }
}

namespace MuBench.Money;

/// <summary>An amount reserved for a call in flight or for a batch. It is settled once, whatever the result of the call.</summary>
internal sealed class BudgetReservation
{
    private readonly BudgetAccount _account;
    private int _settled;

    internal BudgetReservation(BudgetAccount account, decimal usd) => (_account, Usd) = (account, usd);

    /// <summary>The reserved amount.</summary>
    public decimal Usd { get; }

    /// <summary>Replaces the reservation by the actual cost. Only the first settlement counts.</summary>
    /// <param name="usd">The actual cost.</param>
    public void Settle(decimal usd) => Settle(usd, 0);

    /// <summary>Settles a call without a response that the provider may still bill: the whole reservation counts as spent.</summary>
    public void Forfeit() => Settle(Usd, Usd);

    private void Settle(decimal usd, decimal unlogged)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(usd);
        if (Interlocked.Exchange(ref _settled, 1) == 0)
            _account.Settle(Usd, usd, unlogged);
    }
}

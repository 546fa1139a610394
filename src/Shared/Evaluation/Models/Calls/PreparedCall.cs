using MuBench.Money;

namespace MuBench.Models.Calls;

/// <summary>A call ready to be made.</summary>
/// <typeparam name="TAnswer">What it gives.</typeparam>
/// <param name="Request">Makes the request.</param>
/// <param name="Bound">What it can cost at most; null where the price is not known, so that nothing can be set aside for it.</param>
internal sealed record PreparedCall<TAnswer>(Func<CancellationToken, Task<TAnswer>> Request, CallBound? Bound)
{
    /// <summary>Sets aside what the call can cost, waiting where others may give money back; null where there is none.</summary>
    public async ValueTask<CallPayment?> ReserveAsync(BudgetAccount? budget, CancellationToken cancellationToken)
    {
        if (budget is null || Bound is not { } bound)
            return CallPayment.Unpriced;
        return await budget.ReserveAsync(bound.Usd, cancellationToken).ConfigureAwait(false) is { } reservation ? new CallPayment(reservation, bound) : null;
    }

    /// <summary>Sets aside what the call can cost, where it is there at once; null else.</summary>
    public CallPayment? TryReserve(BudgetAccount? budget)
    {
        if (budget is null || Bound is not { } bound)
            return CallPayment.Unpriced;
        return budget.TryReserve(bound.Usd) is { } reservation ? new CallPayment(reservation, bound) : null;
    }
}

using MuBench.Money;

namespace MuBench.Models.Calls;

/// <summary>A call that is ready to be sent.</summary>
/// <typeparam name="TResponse">The response type of the call.</typeparam>
/// <param name="Request">Sends the request.</param>
/// <param name="Bound">The bound of its cost; null if the price is unknown, so that nothing can be reserved.</param>
internal sealed record PreparedCall<TResponse>(Func<CancellationToken, Task<TResponse>> Request, CallBound? Bound)
{
    /// <summary>Reserves the maximum cost of the call. Waits if other calls may release money; null if the budget has no room.</summary>
    public async ValueTask<CallPayment?> ReserveAsync(BudgetAccount? budget, CancellationToken cancellationToken)
    {
        if (budget is null || Bound is not { } bound)
            return CallPayment.Unpriced;
        return await budget.ReserveAsync(bound.Usd, cancellationToken).ConfigureAwait(false) is { } reservation ? new CallPayment(reservation, bound) : null;
    }

    /// <summary>Reserves the maximum cost of the call if that is possible at once; else null.</summary>
    public CallPayment? TryReserve(BudgetAccount? budget)
    {
        if (budget is null || Bound is not { } bound)
            return CallPayment.Unpriced;
        return budget.TryReserve(bound.Usd) is { } reservation ? new CallPayment(reservation, bound) : null;
    }
}

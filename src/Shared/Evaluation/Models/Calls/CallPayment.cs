using MuBench.Money;

namespace MuBench.Models.Calls;

/// <summary>The money set aside for one request.</summary>
/// <param name="reservation">The reservation; null for a model whose price is not known.</param>
/// <param name="bound">What it was made for.</param>
internal sealed class CallPayment(BudgetReservation? reservation, CallBound bound)
{
    /// <summary>The payment of a call whose price is not known.</summary>
    public static CallPayment Unpriced { get; } = new(null, default);

    /// <summary>Settles it by how the request ended.</summary>
    /// <param name="result">The result; null where the request was cut off, which the provider may bill all the same.</param>
    /// <param name="protocol">Knows what an answer cost.</param>
    /// <typeparam name="TAnswer">What the call gives.</typeparam>
    public void Settle<TAnswer>(CallResult<TAnswer>? result, CallProtocol<TAnswer> protocol)
        where TAnswer : class
    {
        if (reservation is null)
            return;
        if (result?.Response is { } response && protocol.CostOf(response) is { } usd)
        {
            protocol.Learn(bound, usd);
            reservation.Settle(usd);
        }
        else if (result?.Fault is { MayBeBilled: false })
        {
            reservation.Settle(0);
        }
        else
        {
            reservation.Forfeit();
        }
    }
}

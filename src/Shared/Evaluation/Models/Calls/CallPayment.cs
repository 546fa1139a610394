using MuBench.Money;

namespace MuBench.Models.Calls;

/// <summary>The amount reserved for one request.</summary>
/// <param name="reservation">The reservation; null for a model whose price is not known.</param>
/// <param name="bound">The call bound for which it was reserved.</param>
internal sealed class CallPayment(BudgetReservation? reservation, CallBound bound)
{
    /// <summary>The payment of a call whose price is not known.</summary>
    public static CallPayment Unpriced { get; } = new(null, default);

    /// <summary>Settles the reservation with the result of the request.</summary>
    /// <param name="result">The result; null if the request was cancelled, which the provider may still bill.</param>
    /// <param name="protocol">Computes the cost of a response.</param>
    /// <typeparam name="TResponse">The response type of the call.</typeparam>
    public void Settle<TResponse>(CallResult<TResponse>? result, CallProtocol<TResponse> protocol)
        where TResponse : class
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

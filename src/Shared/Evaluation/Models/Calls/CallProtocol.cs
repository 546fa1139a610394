using MuBench.Money;

namespace MuBench.Models.Calls;

/// <summary>The differences between the calls of endpoints.</summary>
/// <typeparam name="TResponse">The response type of a call.</typeparam>
/// <param name="Explain">Explains an exception of a call.</param>
/// <param name="TokensOf">The token count that a response reports for the call; null if it reports none.</param>
/// <param name="FactsOf">The facts that a response reports, for traces; null if none are recorded.</param>
internal sealed record CallProtocol<TResponse>(
    Func<Exception, CallFault> Explain, Func<TResponse, double?> TokensOf, Func<TResponse, CallFacts>? FactsOf = null)
{
    /// <summary>The cost of a response in US dollars, computed from its own data; null if that is not known.</summary>
    public Func<TResponse, decimal?> CostOf { get; init; } = _ => null;

    /// <summary>Receives the bound of a call and its actual cost, so that later bounds are more accurate.</summary>
    public Action<CallBound, decimal> Learn { get; init; } = (_, _) => { };
}

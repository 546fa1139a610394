using MuBench.Money;

namespace MuBench.Models.Calls;

/// <summary>What differs between the calls of endpoints.</summary>
/// <typeparam name="TAnswer">What a call gives.</typeparam>
/// <param name="Explain">Explains an exception of a call.</param>
/// <param name="TokensOf">Tokens that an answer says the call took; null where it says nothing.</param>
/// <param name="FactsOf">What an answer says of itself, for traces; null where nothing is told.</param>
internal sealed record CallProtocol<TAnswer>(
    Func<Exception, CallFault> Explain, Func<TAnswer, double?> TokensOf, Func<TAnswer, CallFacts>? FactsOf = null)
{
    /// <summary>What an answer cost, by what it says of itself; null where that is not known.</summary>
    public Func<TAnswer, decimal?> CostOf { get; init; } = _ => null;

    /// <summary>Takes the bound of a call and what it cost, so that the next ones are bounded better.</summary>
    public Action<CallBound, decimal> Learn { get; init; } = (_, _) => { };
}

namespace MuBench.Money;

/// <summary>What a call costs at most.</summary>
/// <param name="Usd">In US dollars, with the share by which earlier calls were found to cost more than their bounds.</param>
/// <param name="UnscaledUsd">The same without that share: what a cost is compared with, whatever had been learned when the call was bounded.</param>
internal readonly record struct CallBound(decimal Usd, decimal UnscaledUsd);

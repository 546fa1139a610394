namespace MuBench.Money;

/// <summary>The maximum cost of a call.</summary>
/// <param name="Usd">In US dollars, including the factor by which earlier calls cost more than their bounds.</param>
/// <param name="UnscaledUsd">
/// The same without that factor. Actual costs are compared with it, so that the comparison does not depend on the
/// factor at the time.
/// </param>
internal readonly record struct CallBound(decimal Usd, decimal UnscaledUsd);

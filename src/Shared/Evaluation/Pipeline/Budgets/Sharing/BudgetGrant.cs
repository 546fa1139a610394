namespace MuBench.Pipeline.Budgets.Sharing;

/// <summary>What a worker may spend of a run's budget until the grant ends. Amounts are US dollars.</summary>
/// <param name="GrantedUsd">What it may spend in all since it joined.</param>
/// <param name="SpentByOthersUsd">What other workers and earlier processes of the run have spent, as far as is known.</param>
/// <param name="Seconds">How long the grant is valid, from before the exchange.</param>
/// <param name="Interval">Seconds until the worker exchanges again.</param>
/// <param name="MustCount">Whether the log must be added up, because lost workers hold what this one needs.</param>
internal sealed record BudgetGrant(decimal GrantedUsd, decimal SpentByOthersUsd, double Seconds, double Interval, bool MustCount);

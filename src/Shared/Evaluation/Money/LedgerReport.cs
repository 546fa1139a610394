namespace MuBench.Money;

/// <summary>What a process has spent of a shared budget since it joined, and what it needs. Amounts are US dollars.</summary>
/// <param name="SpentUsd">What it has spent.</param>
/// <param name="ReservedUsd">What is reserved for its calls in flight.</param>
/// <param name="RecordedUsd">The part of the spent amount that is recorded in the store.</param>
/// <param name="WantedUsd">What its waiting calls need together.</param>
/// <param name="NeededUsd">What the first of them needs; 0 if none waits.</param>
internal sealed record LedgerReport(decimal SpentUsd, decimal ReservedUsd, decimal RecordedUsd, decimal WantedUsd, decimal NeededUsd);

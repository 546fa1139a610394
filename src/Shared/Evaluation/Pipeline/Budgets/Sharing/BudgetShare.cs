using System.Text.Json.Serialization;
using MuBench.Storage.Sharing;

namespace MuBench.Pipeline.Budgets.Sharing;

/// <summary>What one worker may spend of a run's budget, and what it has spent. Amounts are US dollars, in all since it joined.</summary>
internal sealed record BudgetShare : SharedEntry
{
    /// <summary>What it may spend.</summary>
    public decimal GrantedUsd { get; init; }

    /// <summary>What it has spent.</summary>
    public decimal SpentUsd { get; init; }

    /// <summary>What is reserved for its calls in flight.</summary>
    public decimal ReservedUsd { get; init; }

    /// <summary>The part of what it has spent that is recorded in the store.</summary>
    public decimal RecordedUsd { get; init; }

    /// <summary>The part of it that <see cref="BudgetDocument.CountedUsd"/> contains.</summary>
    public decimal CountedUsd { get; init; }

    /// <summary>What it would reserve for further calls now.</summary>
    public decimal WantedUsd { get; init; }

    /// <summary>What the first of its waiting calls needs; 0 if none waits.</summary>
    public decimal NeededUsd { get; init; }

    /// <summary>The exchange at which it began to wait; 0 if it does not wait.</summary>
    public long WaitingSince { get; init; }

    /// <summary>Whether the worker is lost. What it was granted counts as spent until the log is added up again.</summary>
    public bool IsLost { get; init; }

    /// <summary>What it was granted beyond what is counted.</summary>
    [JsonIgnore]
    public decimal CommittedUsd => GrantedUsd - CountedUsd;
}

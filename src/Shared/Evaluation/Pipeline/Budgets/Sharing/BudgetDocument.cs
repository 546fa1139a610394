using MuBench.Storage;

namespace MuBench.Pipeline.Budgets.Sharing;

/// <summary>A run's budget as its workers share it. Amounts are US dollars.</summary>
/// <remarks>
/// The committed amount is <see cref="CountedUsd"/> plus what every worker was granted beyond what is counted of it. No grant makes it
/// exceed the budget.
/// </remarks>
internal sealed record BudgetDocument
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>How often the document was changed. It makes every content unique and gives waiting workers an order.</summary>
    public long Exchanges { get; init; }

    /// <summary>What the run had spent when the response log was last added up; null if it was not, so that nothing may be spent.</summary>
    public decimal? CountedUsd { get; init; }

    /// <summary>The workers by their ids, and those that were lost since the log was last added up.</summary>
    public SortedDictionary<string, BudgetShare> Workers { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Checks the format version of a document that was read.</summary>
    /// <exception cref="UserException">This code does not know the version.</exception>
    public BudgetDocument Checked(StorePath path) =>
        FormatVersion == CurrentFormatVersion ? this : throw JsonDocuments.WrongVersion(path, FormatVersion, CurrentFormatVersion);
}

namespace MuBench.Pipeline.Budgets.Sharing;

/// <summary>The result of adding up the response log of a run.</summary>
/// <param name="SpentUsd">What the run has spent.</param>
/// <param name="Recorded">What each worker had recorded before the adding began: it is contained in the sum.</param>
/// <param name="Lost">The workers that were lost before it began: the sum contains all that they recorded.</param>
internal sealed record BudgetCount(decimal SpentUsd, IReadOnlyDictionary<string, decimal> Recorded, IReadOnlySet<string> Lost)
{
    /// <summary>Begins to add up: what is known before the log is read.</summary>
    public static BudgetCount Begin(BudgetDocument? document) => new(
        0,
        document?.Workers.ToDictionary(worker => worker.Key, worker => worker.Value.RecordedUsd) ?? [],
        document?.Workers.Where(worker => worker.Value.IsLost).Select(worker => worker.Key).ToHashSet() ?? []);
}

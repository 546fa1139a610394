using MuBench.Datasets;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Slices;

/// <summary>A slice of a task: the items that a score is over.</summary>
public sealed class QuestionSlice
{
    private readonly int[] _questions;

    internal QuestionSlice(string task, string slice, int[] items, bool isCompared = true)
    {
        Task = task;
        Slice = slice;
        IsCompared = isCompared;
        _questions = items;
    }

    /// <inheritdoc cref="SliceScore.Task"/>
    public string Task { get; }

    /// <inheritdoc cref="SliceScore.Slice"/>
    public string Slice { get; }

    /// <summary>
    /// Whether models are compared in pairs on the slice. Slices that only regroup source datasets are not: they would ask
    /// the same questions again, and Holm's correction would charge every other comparison for it.
    /// </summary>
    public bool IsCompared { get; }

    /// <summary>Whether an answer is worth a share of its question, see <see cref="QuestionCredits"/>; else it is right or wrong.</summary>
    public bool IsGraded => Task == BenchmarkTasks.Localization;

    /// <summary>Indices into the <see cref="QuestionTable"/>, ascending.</summary>
    public ReadOnlySpan<int> Questions => _questions;
}

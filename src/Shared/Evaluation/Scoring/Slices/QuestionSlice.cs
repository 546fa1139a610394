using MuBench.Datasets;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Slices;

/// <summary>A slice of a task: the questions of a score.</summary>
internal sealed class QuestionSlice
{
    private readonly int[] _questions;

    internal QuestionSlice(string task, string slice, int[] questions, bool isCompared = true)
    {
        Task = task;
        Slice = slice;
        IsCompared = isCompared;
        _questions = questions;
    }

    /// <inheritdoc cref="SliceScore.Task"/>
    public string Task { get; }

    /// <inheritdoc cref="SliceScore.Slice"/>
    public string Slice { get; }

    /// <summary>
    /// Whether models are compared in pairs on the slice. Slices that only regroup source datasets are not compared:
    /// they would repeat the same questions, and Holm's correction would weaken all other comparisons.
    /// </summary>
    public bool IsCompared { get; }

    /// <summary>Whether a response can have a fractional score, see <see cref="QuestionCredits"/>; else it is correct or wrong.</summary>
    public bool IsGraded => Task == BenchmarkTasks.Localization;

    /// <summary>Indices into the <see cref="QuestionTable"/>, ascending.</summary>
    public ReadOnlySpan<int> Questions => _questions;
}

namespace MuBench.Reports.Tables;

/// <summary>A table for a paper.</summary>
/// <param name="Name">The name of its files, without extension.</param>
/// <param name="Caption">What it shows: the kind of the intervals, the dataset, the run.</param>
/// <param name="Heads">The columns.</param>
/// <param name="NumbersFrom">The first column of numbers.</param>
/// <param name="Rows">The rows.</param>
public sealed record PaperTable(string Name, string Caption, IReadOnlyList<string> Heads, int NumbersFrom, IReadOnlyList<IReadOnlyList<string>> Rows);

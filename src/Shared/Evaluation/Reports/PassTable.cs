namespace MuBench.Reports;

/// <summary>A table of the results of passes, for page and Markdown. Its first column is the task, by which the page groups the rows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Legend">An explanation of the table.</param>
/// <param name="Heads">The columns.</param>
/// <param name="NumbersFrom">The first column of numbers.</param>
/// <param name="Rows">The rows.</param>
internal sealed record PassTable(string Title, string Legend, IReadOnlyList<string> Heads, int NumbersFrom, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>What the page draws beside each row; null for nothing.</summary>
    public PassChart? Chart { get; init; }

    /// <summary>The column with a verdict; null if there is none.</summary>
    public int? Verdict { get; init; }

    /// <summary>Whether the page shows the table only when it is opened: it is long, or about something else than results.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether the first column is a task.</summary>
    public bool HasTasks { get; init; } = true;
}

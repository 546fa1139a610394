namespace MuBench.Reports;

/// <summary>A table of the results of passes, for page and Markdown.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Legend">An explanation of the table.</param>
/// <param name="Heads">The columns.</param>
/// <param name="NumbersFrom">The first column of numbers.</param>
/// <param name="Rows">The rows.</param>
internal sealed record PassTable(string Title, string Legend, IReadOnlyList<string> Heads, int NumbersFrom, IReadOnlyList<IReadOnlyList<string>> Rows);

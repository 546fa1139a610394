using CsvHelper;

namespace MuBench.Datasets.Import.Tsv;

/// <summary>A row of a table.</summary>
internal sealed class TsvLine(TsvFile file, int number, Dictionary<string, int> columns, CsvParser parser)
{
    // A text is sent to a model as one question; no valid question is longer.
    private const int MaxText = 1 << 20;

    /// <summary>The number of its first line, from 1.</summary>
    public int Number { get; } = number;

    /// <summary>The table.</summary>
    public TsvFile File { get; } = file;

    /// <summary>The place of the row, for messages.</summary>
    public RowOrigin Origin => new(File.Name, "line", Number);

    /// <summary>A cell; null if the column is absent or the cell is empty.</summary>
    /// <exception cref="UserException">The cell is longer than the maximum length of a text.</exception>
    public string? Text(string column)
    {
        var text = Cell(column);
        return text is { Length: > MaxText } ? throw Fault(column, $"has {text.Length:N0} characters; at most {MaxText:N0} are read") : text;
    }

    /// <summary>A cell of any length; null if the column is absent or the cell is empty.</summary>
    public string? Cell(string column) => columns.TryGetValue(column, out var index) && parser[index] is { Length: > 0 } cell ? cell : null;

    /// <summary>The error message for a fault in a cell.</summary>
    public UserException Fault(string column, string fault) => File.Fault(Number, $"'{column}' {fault}.");
}

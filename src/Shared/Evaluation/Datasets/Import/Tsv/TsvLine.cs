using CsvHelper;

namespace MuBench.Datasets.Import.Tsv;

/// <summary>A row of a table.</summary>
internal sealed class TsvLine(TsvFile file, int number, Dictionary<string, int> columns, CsvParser parser)
{
    // Texts are asked of a model, one by one; nobody reads a book of them.
    private const int MaxText = 1 << 20;

    /// <summary>The line that it begins on, from 1.</summary>
    public int Number { get; } = number;

    /// <summary>The table.</summary>
    public TsvFile File { get; } = file;

    /// <summary>The row's place, for messages.</summary>
    public RowOrigin Origin => new(File.Name, "line", Number);

    /// <summary>A cell; null where the column is not there or the cell is empty.</summary>
    /// <exception cref="UserException">It is longer than a text may be.</exception>
    public string? Text(string column)
    {
        var text = Cell(column);
        return text is { Length: > MaxText } ? throw Fault(column, $"has {text.Length:N0} characters; at most {MaxText:N0} are read") : text;
    }

    /// <summary>A cell of any length.</summary>
    public string? Cell(string column) => columns.TryGetValue(column, out var index) && parser[index] is { Length: > 0 } cell ? cell : null;

    /// <summary>The one message for a fault in a cell.</summary>
    public UserException Fault(string column, string fault) => File.Fault(Number, $"'{column}' {fault}.");
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace MuBench.Datasets.Import.Tsv;

/// <summary>
/// One tab-separated table with a header row, read row by row. Cells may be quoted and may then contain doubled quotes
/// and line feeds, as pandas writes and reads them.
/// </summary>
internal sealed class TsvFile : IDisposable
{
    /// <summary>Maximum number of characters of a cell: an image of 48 MiB in base64.</summary>
    public const int MaxCell = 64 << 20;

    private readonly FileStream _stream;
    private readonly CsvParser _parser;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private bool _hasOpenQuote;

    private TsvFile(string path)
    {
        Path = path;
        Name = System.IO.Path.GetFileName(path);
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = "\t",
            HasHeaderRecord = false,
            // Blank lines are skipped below, one by one: if the parser skipped them, the line numbers after them would be wrong.
            IgnoreBlankLines = false,
            BufferSize = 1 << 16,
            MaxFieldSize = MaxCell,
            // The parser calls this for every misplaced quote. One within an unquoted cell is text, as in pandas. An odd number
            // means a quote without an end.
            BadDataFound = found => _hasOpenQuote |= found.Field.StartsWith('"') && found.Field.AsSpan().Count('"') % 2 == 1,
        };
        _parser = new CsvParser(new StreamReader(_stream, new UTF8Encoding(false, throwOnInvalidBytes: true)), configuration);
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>Bytes read so far.</summary>
    public long Position => _stream.Position;

    /// <summary>The option letters that have a column.</summary>
    public IReadOnlyList<string> Letters { get; private set; } = [];

    /// <summary>Opens a table and reads its header row.</summary>
    /// <exception cref="UserException">The table cannot be read, or has no valid header row.</exception>
    public static async Task<TsvFile> OpenAsync(string path)
    {
        var file = new TsvFile(path);
        try
        {
            await file.ReadHeadingAsync().ConfigureAwait(false);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The rows. A row is valid until the next one is read.</summary>
    /// <exception cref="UserException">A row is malformed.</exception>
    public async IAsyncEnumerable<TsvLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var line = _parser.RawRow + 1; await NextAsync(line).ConfigureAwait(false); line = _parser.RawRow + 1)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_parser is { Count: 1 } && _parser[0].Length == 0)
                continue;
            if (_parser.Count != _columns.Count)
                throw Fault(line, $"the row has {_parser.Count} cells and the heading {_columns.Count}. Is a quote or a tab missing, or the file cut short?");
            yield return new TsvLine(this, line, _columns, _parser);
        }
    }

    /// <summary>The error message for a fault in a line.</summary>
    public UserException Fault(int line, string fault) => new($"'{Path}' line {line}: {fault}");

    public void Dispose()
    {
        _parser.Dispose();
        _stream.Dispose();
    }

    private async Task ReadHeadingAsync()
    {
        if (!await NextAsync(1).ConfigureAwait(false))
            throw new UserException($"'{Path}' is empty.");
        for (var column = 0; column < _parser.Count; column++)
        {
            if (!_columns.TryAdd(_parser[column], column))
                throw Fault(1, $"the column '{_parser[column]}' occurs twice.");
        }

        Letters = [.. TsvColumns.Letters.Where(_columns.ContainsKey)];
        Require(TsvColumns.Question);
        Require(TsvColumns.Answer);
        if (!_columns.ContainsKey(TsvColumns.Image))
            Require(TsvColumns.ImagePath, TsvColumns.Image);
        if (Letters.Count == 0)
            Require(TsvColumns.Options, "A, B, ...");
    }

    private void Require(string column, string? other = null)
    {
        if (!_columns.ContainsKey(column))
            throw Fault(1, $"there is no column '{column}'{(other is null ? "" : $" and no '{other}'")}: expected the heading of a VLMEvalKit table, tab-separated, with index, image, question, A, B, ... and answer.");
    }

    private async Task<bool> NextAsync(int line)
    {
        try
        {
            var read = await _parser.ReadAsync().ConfigureAwait(false);
            // A quote without an end makes one cell of the rest of the file. The parser notices it when the cell is read.
            _hasOpenQuote = false;
            if (read && _parser.Count > 0)
                _ = _parser[_parser.Count - 1];
            return _hasOpenQuote ? throw Fault(line, "a quote that begins in this row does not end.") : read;
        }
        catch (MaxFieldSizeException)
        {
            throw Fault(line, $"a cell has more than {MaxCell:N0} characters. Is a quote missing?");
        }
        catch (DecoderFallbackException fault)
        {
            throw Fault(line, $"this row, or one soon after it, is not UTF-8: {fault.Message}");
        }
    }
}

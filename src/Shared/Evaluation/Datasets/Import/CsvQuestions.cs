using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;

namespace MuBench.Datasets.Import;

/// <summary>
/// Reads a <c>questions.csv</c>: one row per question, as a spreadsheet writes it. The rows of one image are put together, and give what
/// a line of a <c>questions.jsonl</c> gives.
/// </summary>
internal static class CsvQuestions
{
    public const string FileName = "questions.csv";

    private const string DefaultKey = "question";
    private const char ListSeparator = '|';

    /// <summary>Columns of an item, which its first row with a value sets.</summary>
    private static readonly string[] ItemColumns =
    [
        ReleaseColumns.ImageId, ReleaseColumns.Dataset, ReleaseColumns.LabelName, ReleaseColumns.Domain, ReleaseColumns.Subdomain,
        ReleaseColumns.Modality, ReleaseColumns.Submodality, ReleaseColumns.Stain, ReleaseColumns.License,
    ];

    private static readonly string[] QuestionColumns = ["id", "question", "answer", "answer_idx", "task", "style"];

    private static readonly string[] Letters = [.. Enumerable.Range('A', 26).Select(letter => ((char)letter).ToString())];

    private static readonly HashSet<string> Known = new(
        [ReleaseColumns.Image, ReleaseColumns.Images, "key", "options", .. ItemColumns, .. QuestionColumns, .. Letters], StringComparer.Ordinal);

    /// <summary>The items, each with its questions, in the order of their first rows.</summary>
    /// <exception cref="UserException">A row is malformed.</exception>
    public static async IAsyncEnumerable<QuestionLine> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = new Dictionary<string, (JsonObject Row, int Line)>(StringComparer.Ordinal);
        foreach (var (cells, line) in await RowsAsync(path, cancellationToken).ConfigureAwait(false))
        {
            var image = cells.GetValueOrDefault(ReleaseColumns.Image) ?? cells.GetValueOrDefault(ReleaseColumns.Images)
                ?? throw Fault(path, line, "'image' is empty; expected the image's path relative to this file's folder");
            if (!items.TryGetValue(image, out var item))
                items[image] = item = (RowOf(image), line);
            Add(item.Row, cells, path, line);
        }

        foreach (var (row, line) in items.Values)
        {
            using var document = JsonDocument.Parse(row.ToJsonString());
            yield return new QuestionLine(document.RootElement.Clone(), path, line);
        }
    }

    private static JsonObject RowOf(string image)
    {
        var paths = image.Split(ListSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var row = new JsonObject { ["questions"] = new JsonObject() };
        if (paths.Length > 1)
            row[ReleaseColumns.Images] = new JsonArray([.. paths.Select(path => JsonValue.Create(path))]);
        else
            row[ReleaseColumns.Image] = image;
        return row;
    }

    private static void Add(JsonObject row, Dictionary<string, string> cells, string path, int line)
    {
        foreach (var column in ItemColumns)
        {
            if (cells.TryGetValue(column, out var value) && row[column] is { } earlier && earlier.GetValue<string>() != value)
                throw Fault(path, line, $"'{column}' is '{value}', and '{earlier.GetValue<string>()}' in an earlier row of the same image");
            if (cells.TryGetValue(column, out var own))
                row[column] = own;
        }

        var key = cells.GetValueOrDefault("key") ?? cells.GetValueOrDefault("task") ?? DefaultKey;
        var questions = row["questions"]!.AsObject();
        if (questions.ContainsKey(key))
            throw Fault(path, line, $"the image has a question of the key '{key}' already; give each question of an image a 'key' of its own");
        var question = new JsonObject();
        foreach (var column in QuestionColumns)
        {
            if (cells.TryGetValue(column, out var value))
                question[column] = value;
        }

        AddOptions(question, cells, path, line);
        questions[key] = question;
    }

    private static void AddOptions(JsonObject question, Dictionary<string, string> cells, string path, int line)
    {
        var letters = Letters.TakeWhile(cells.ContainsKey).ToList();
        if (cells.TryGetValue("options", out var list))
        {
            if (letters.Count > 0)
                throw Fault(path, line, "has 'options' and also the columns A, B, ...; expected one of the two");
            question["options"] = new JsonArray([.. Split(list).Select(option => JsonValue.Create(option))]);
            return;
        }

        if (Letters.Skip(letters.Count).FirstOrDefault(cells.ContainsKey) is { } later)
            throw Fault(path, line, $"has an option {later}, but none in the column {Letters[letters.Count]} before it");
        question["options"] = new JsonArray([.. letters.Select(letter => JsonValue.Create(cells[letter]))]);
        // Beside lettered columns the answer is usually a letter; a text that is an option is taken as that.
        if (cells.GetValueOrDefault("answer") is [var answer] && letters.IndexOf($"{char.ToUpperInvariant(answer)}") is >= 0 and var index && !letters.Select(letter => cells[letter]).Contains($"{answer}", StringComparer.Ordinal))
        {
            question.Remove("answer");
            question["answer_idx"] = index;
        }
    }

    private static string[] Split(string list) => list.Split(ListSeparator, StringSplitOptions.TrimEntries);

    /// <summary>The cells of each row that are not empty, by column, with the row's first line.</summary>
    private static async Task<IReadOnlyList<(Dictionary<string, string> Cells, int Line)>> RowsAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllTextAsync(path, new UTF8Encoding(false, throwOnInvalidBytes: true), cancellationToken).ConfigureAwait(false);
            return Rows(path, text);
        }
        catch (DecoderFallbackException fault)
        {
            throw new UserException($"'{path}' is not UTF-8: {fault.Message} In Excel, save it as 'CSV UTF-8'.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be read: {fault.Message}", fault);
        }
    }

    private static List<(Dictionary<string, string> Cells, int Line)> Rows(string path, string text)
    {
        var openQuote = 0;
        var heading = text.AsSpan()[..(text.IndexOfAny(['\r', '\n']) is >= 0 and var end ? end : text.Length)];
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            // Where the comma is the decimal sign, spreadsheets separate by semicolons.
            Delimiter = heading.Count(';') > heading.Count(',') ? ";" : ",",
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            BadDataFound = found => openQuote = found.Context.Parser!.RawRow,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        if (!parser.Read())
            throw new UserException($"'{path}' is empty.");
        var columns = parser.Record!.Select(name => name.Trim()).ToList();
        Check(path, columns);
        var rows = new List<(Dictionary<string, string>, int)>();
        for (var line = parser.RawRow + 1; parser.Read(); line = parser.RawRow + 1)
        {
            if (openQuote > 0)
                throw Fault(path, line, "has a misplaced quote; a cell with a quote or a line break is written in quotes, and its quotes are doubled");
            var cells = parser.Record!;
            if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            if (cells.Length != columns.Count)
                throw Fault(path, line, $"has {cells.Length} cells, and the heading {columns.Count}; a cell with a comma is written in quotes");
            rows.Add((columns.Zip(cells).Where(cell => !string.IsNullOrWhiteSpace(cell.Second)).ToDictionary(cell => cell.First, cell => cell.Second.Trim(), StringComparer.Ordinal), line));
        }

        return rows;
    }

    private static void Check(string path, List<string> columns)
    {
        if (columns.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Fault(path, 1, $"has the column '{twice.Key}' twice");
        if (columns.Find(name => !Known.Contains(name)) is { } unknown)
            throw Fault(path, 1, $"has the unknown column '{unknown}'; {Naming.NearestNames.Question(unknown, Known) ?? $"the columns are {string.Join(", ", Known.Where(name => name.Length > 1))}, and A, B, ... for options"}");
        if (!columns.Contains(ReleaseColumns.Image) && !columns.Contains(ReleaseColumns.Images))
            throw Fault(path, 1, "has no column 'image'");
    }

    private static UserException Fault(string path, int line, string fault) => new($"'{path}' line {line}: {fault}.");
}

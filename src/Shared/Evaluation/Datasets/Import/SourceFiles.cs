using System.Globalization;
using System.Text.RegularExpressions;

namespace MuBench.Datasets.Import;

/// <summary>The files that an import reads: the shards or tables in order, or the one <c>questions.jsonl</c> or <c>questions.csv</c>.</summary>
/// <param name="Format">One of <see cref="DatasetFormats"/>.</param>
/// <param name="Folder">The folder that holds them.</param>
/// <param name="Paths">Full paths, in ordinal order of name.</param>
/// <param name="Notes">Warnings about other files there that are not read.</param>
internal sealed partial record SourceFiles(string Format, string Folder, IReadOnlyList<string> Paths, IReadOnlyList<string> Notes)
{
    private const string NotRead = $"YAML and single JSON documents are not read. Write the questions as {QuestionLines.FileName}, one JSON object per line and image, or as {CsvQuestions.FileName}, one row per question (docs/add-a-benchmark.md).";

    /// <summary>Size of all files together.</summary>
    public long Length => Paths.Sum(path => new FileInfo(path).Length);

    /// <exception cref="UserException">There is nothing to import, or a shard is missing.</exception>
    public static SourceFiles Find(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            if (File.Exists(full))
                return OfFile(full);
            if (!Directory.Exists(full))
                throw new UserException($"'{path}' is neither a file nor a folder.");
            return InFolder(full) ?? InSubfolder(full) ?? throw new UserException(
                $"'{path}' holds nothing to import: expected *.arrow shards, *.parquet files, a {QuestionLines.FileName} or {CsvQuestions.FileName}, or *.tsv tables.{Hint(full)}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>One path, or several tables that are parts of one dataset.</summary>
    /// <exception cref="UserException">There is nothing to import, or several files are not tables.</exception>
    public static SourceFiles Find(IReadOnlyList<string> paths)
    {
        if (paths.Count == 1)
            return Find(paths[0]);
        var parts = paths.Select(Find).ToList();
        if (parts.Find(part => part.Format != DatasetFormats.Tsv) is { } other)
            throw new UserException($"'{other.Paths[0]}' has the format {other.Format}: only .tsv tables, the parts of one dataset, may be several paths. Name one file or folder.");
        List<string> files = [.. parts.SelectMany(part => part.Paths)];
        var twice = files.GroupBy(Path.GetFileName, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? new SourceFiles(DatasetFormats.Tsv, parts[0].Folder, files, [.. parts.SelectMany(part => part.Notes)])
            : throw new UserException($"Two parts are named '{twice.Key}'. Rename one: messages and checksums use the name.");
    }

    private static SourceFiles OfFile(string file)
    {
        var form = Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".arrow" => DatasetFormats.Arrow,
            ".parquet" => DatasetFormats.Parquet,
            ".jsonl" or ".csv" => DatasetFormats.Folder,
            ".yaml" or ".yml" or ".json" => throw new UserException($"'{file}': {NotRead}"),
            ".tsv" => DatasetFormats.Tsv,
            _ => throw new UserException($"'{file}' is not a dataset: expected an .arrow, .parquet, .jsonl, .csv or .tsv file, or a folder."),
        };
        return new SourceFiles(form, Path.GetDirectoryName(file)!, [file], []);
    }

    private static SourceFiles? InFolder(string folder)
    {
        var arrow = FilesOf(folder, ".arrow");
        var parquet = FilesOf(folder, ".parquet");
        var lines = FilesOf(folder, ".jsonl").Concat(FilesOf(folder, ".csv")).ToList();
        var questions = lines.Where(file => Path.GetFileName(file) is QuestionLines.FileName or CsvQuestions.FileName).ToList();
        if (questions.Count > 1)
            throw new UserException($"'{folder}' has both {QuestionLines.FileName} and {CsvQuestions.FileName}. Keep one of them.");
        var tables = FilesOf(folder, ".tsv");
        var (form, chosen) = (arrow, parquet, questions, tables) switch
        {
            ({ Count: > 0 }, _, _, _) => (DatasetFormats.Arrow, arrow),
            (_, { Count: > 0 }, _, _) => (DatasetFormats.Parquet, parquet),
            (_, _, { Count: > 0 }, _) => (DatasetFormats.Folder, questions),
            (_, _, _, { Count: > 0 }) => (DatasetFormats.Tsv, tables),
            _ => ("", []),
        };
        if (chosen.Count == 0)
            return null;
        CheckComplete(folder, chosen);
        var others = arrow.Concat(parquet).Concat(lines).Concat(tables).Except(chosen).Select(Path.GetFileName).ToList();
        var notes = others.Count == 0 ? [] : new[] { $"not read, because the format {form} is used: {string.Join(", ", others)}" };
        return new SourceFiles(form, folder, chosen, notes);
    }

    /// <summary>Downloads often keep the release's folders (<c>perception/0.1.0</c>, <c>data</c>). One of them may hold the files.</summary>
    private static SourceFiles? InSubfolder(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, AttributesToSkip = FileAttributes.Hidden };
        var found = Directory.EnumerateDirectories(folder, "*", options)
            .Order(StringComparer.Ordinal).Select(InFolder).OfType<SourceFiles>().Take(2).ToList();
        return found.Count < 2
            ? found.FirstOrDefault()
            : throw new UserException($"'{folder}' holds more than one dataset ('{found[0].Folder}', '{found[1].Folder}', ...). Name one of them.");
    }

    // Questions in another form are often there under a near name.
    private static string Hint(string folder) => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).FirstOrDefault(
        file => Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml" or ".json" or ".csv" or ".jsonl") is not { } other ? ""
        : Path.GetExtension(other).ToLowerInvariant() is ".csv" or ".jsonl" ? $" Is '{Path.GetFileName(other)}' that file? Name the file itself, or rename it."
        : $" '{Path.GetFileName(other)}' is there: {NotRead}";

    private static List<string> FilesOf(string folder, string extension) =>
        [.. Directory.EnumerateFiles(folder).Where(file => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Names such as <c>x-00002-of-00007.arrow</c> contain the number of files: an incomplete download must not pass as
    /// a dataset.
    /// </summary>
    private static void CheckComplete(string folder, List<string> files)
    {
        foreach (var set in files.Select(file => ShardName().Match(Path.GetFileName(file))).Where(match => match.Success)
            .GroupBy(match => (Stem: match.Groups["stem"].Value, Count: match.Groups["count"].Value, End: match.Groups["end"].Value)))
        {
            var present = set.Select(match => match.Groups["number"].Value).ToHashSet();
            var digits = set.First().Groups["number"].Length;
            var missing = Enumerable.Range(0, int.Parse(set.Key.Count, CultureInfo.InvariantCulture))
                .Select(number => number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')).Where(number => !present.Contains(number))
                .Select(number => $"{set.Key.Stem}{number}-of-{set.Key.Count}{set.Key.End}").ToList();
            if (missing.Count > 0)
            {
                throw new UserException($"'{folder}' lacks {missing.Count} of {set.Key.Count} shards: {string.Join(", ", missing.Take(5))}"
                    + (missing.Count > 5 ? ", ..." : "") + ". Download the rest, or name one shard's file to import it alone.");
            }
        }
    }

    [GeneratedRegex(@"^(?<stem>.*-)(?<number>\d{1,6})-of-(?<count>\d{1,6})(?<end>\.[A-Za-z]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex ShardName();
}

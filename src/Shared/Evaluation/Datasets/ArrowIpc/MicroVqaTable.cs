using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;
using MuBench.Datasets.Import;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>
/// The rows of a batch in MicroVQA's columns. Each row becomes an item of all its images, with one question or the two
/// stages of it.
/// </summary>
internal sealed class MicroVqaTable
{
    private readonly Dictionary<string, IArrowArray> _columns;
    private readonly string _file;
    private readonly long _firstRow;

    public MicroVqaTable(RecordBatch batch, string file, long firstRow)
    {
        _columns = Enumerable.Range(0, batch.ColumnCount).ToDictionary(i => batch.Schema.GetFieldByIndex(i).Name, batch.Column);
        (_file, _firstRow) = (file, firstRow);
    }

    /// <exception cref="UserException">A column is missing, or has a type that cannot be read.</exception>
    public static void Check(Schema schema, string path)
    {
        var columns = schema.FieldsList.ToDictionary(field => field.Name, field => field.DataType);
        var missing = MicroVqaColumns.Required.Where(name => !columns.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            throw new UserException($"'{path}' has MicroVQA's column '{MicroVqaColumns.Images}' but not {string.Join(", ", missing.Select(name => $"'{name}'"))}. Its columns: {string.Join(", ", columns.Keys)}.");
        if (ElementOf(columns[MicroVqaColumns.Images]) is not { } image || !ReleaseSchema.IsImage(image))
            throw new UserException($"'{path}': the column '{MicroVqaColumns.Images}' has the type {columns[MicroVqaColumns.Images].Name}; expected a list of binary, or of structs with binary 'bytes'.");
        foreach (var name in (string[])[MicroVqaColumns.Choices, MicroVqaColumns.Choices + MicroVqaColumns.StageOne])
        {
            if (columns.TryGetValue(name, out var type) && !ReleaseSchema.IsTextList(type))
                throw new UserException($"'{path}': the column '{name}' has the type {type.Name}; expected a list of texts.");
        }
    }

    /// <summary>The row at an index of the batch.</summary>
    /// <exception cref="UserException">The row's task is unknown.</exception>
    public LooseImage At(int index)
    {
        var origin = new RowOrigin(_file, "row", _firstRow + index);
        var key = KeyOf(Text(MicroVqaColumns.Task, index), origin);
        var row = new ReleaseRow
        {
            ImageId = Text(MicroVqaColumns.ImageId, index),
            Dataset = MicroVqaTasks.Source,
            LabelName = key, // the key by which a limited sample is stratified
            Questions = [QuestionAt(index, key, MicroVqaTasks.Final, ""), QuestionAt(index, key + MicroVqaColumns.StageOne, MicroVqaTasks.StageOne, MicroVqaColumns.StageOne)],
        };
        return new LooseImage(row, ImagesAt(index), origin);
    }

    private static string KeyOf(string? task, RowOrigin origin) =>
        int.TryParse(task, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= MicroVqaTasks.Keys.Count
            ? MicroVqaTasks.Keys[number - 1]
            : throw new UserException($"{origin}: '{MicroVqaColumns.Task}' is '{task}'; expected 1, 2 or 3 (expert visual understanding, hypothesis generation, experiment proposal).");

    /// <summary>The question of a stage. It has no content, and is skipped, if its columns are absent or null.</summary>
    private ReleaseQuestion QuestionAt(int index, string key, string task, string stage) => new()
    {
        Key = key,
        Id = Text(MicroVqaColumns.QuestionId, index) is { } id ? id + stage : null,
        Text = Text(MicroVqaColumns.Question + stage, index),
        Options = ArrowCells.Texts(_columns.GetValueOrDefault(MicroVqaColumns.Choices + stage), index),
        AnswerIndex = Text(MicroVqaColumns.Answer + stage, index),
        Task = task,
        Style = QuestionStyleNames.MicroVqa,
    };

    private List<ReadOnlyMemory<byte>> ImagesAt(int index)
    {
        var (values, start, count) = ArrowCells.List(_columns[MicroVqaColumns.Images], index);
        return values is null ? [] : [.. Enumerable.Range(start, count).Select(i => ArrowCells.Bytes(values, i))];
    }

    private string? Text(string column, int index) => ArrowCells.Text(_columns.GetValueOrDefault(column), index);

    private static IArrowType? ElementOf(IArrowType type) => type switch
    {
        ListType list => list.ValueDataType,
        LargeListType list => list.ValueDataType,
        FixedSizeListType list => list.ValueDataType,
        _ => null,
    };
}

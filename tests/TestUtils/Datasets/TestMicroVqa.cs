using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace MuBench.TestUtils.Datasets;

/// <summary>
/// Writes drawn rows in MicroVQA's release format: its columns, with one to four images and three to five options per row.
/// </summary>
public static class TestMicroVqa
{
    private static readonly StructType ImageType = new([new Field("bytes", BinaryType.Default, true), new Field("path", StringType.Default, true)]);

    /// <summary>One row.</summary>
    public sealed record Row
    {
        /// <summary>The encoded images, in order; null for a row without a list.</summary>
        public IReadOnlyList<byte[]?>? Images { get; init; }

        /// <summary>The question.</summary>
        public required string Question { get; init; }

        /// <summary>Its options.</summary>
        public required IReadOnlyList<string> Choices { get; init; }

        /// <summary>Index of the correct option.</summary>
        public int Answer { get; init; }

        /// <summary>Number of the task.</summary>
        public int Task { get; init; } = 1;

        /// <summary>Key of the question.</summary>
        public int Key { get; init; }
    }

    /// <summary>Makes rows that differ in every value.</summary>
    public static IReadOnlyList<Row> Rows(int count, int side = 8) => [.. Enumerable.Range(0, count).Select(row => new Row
    {
        Images = [.. Enumerable.Range(0, 1 + (row % 4)).Select(image => TestPng.Encode(side + image, side, (10 * row) + image + 1))],
        Question = $"Cells were stained and imaged as shown ({row}). What follows?",
        Choices = [.. Enumerable.Range(0, 3 + (row % 3)).Select(option => $"Explanation {option} of {row}")],
        Answer = row % 3,
        Task = 1 + (row % 3),
        Key = row,
    })];

    /// <summary>Writes a Parquet file, as in the release.</summary>
    public static void WriteParquet(string path, IReadOnlyList<Row> rows, bool stageOne = true)
    {
        using var batch = ToBatch(rows, stageOne);
        using var writer = new ParquetSharp.Arrow.FileWriter(path, batch.Schema);
        writer.WriteRecordBatch(batch, Math.Max(1, batch.Length));
        writer.Close();
    }

    /// <summary>Writes an Arrow stream, as in the cache of the Hub's client.</summary>
    public static void WriteArrow(string path, IReadOnlyList<Row> rows, bool stageOne = true)
    {
        using var batch = ToBatch(rows, stageOne);
        using var stream = File.Create(path);
        using var writer = new ArrowStreamWriter(stream, batch.Schema);
        writer.WriteStart();
        writer.WriteRecordBatch(batch);
        writer.WriteEnd();
    }

    private static RecordBatch ToBatch(IReadOnlyList<Row> rows, bool stageOne)
    {
        List<(string Name, IArrowArray Array)> columns =
        [
            ("key_question", Numbers(rows.Select(row => row.Key))),
            ("key_image", Numbers(rows.Select(row => row.Key / 2))),
            ("question", Texts(rows.Select(row => row.Question))),
            ("choices", Lists(rows.Select(row => row.Choices))),
            ("correct_index", Numbers(rows.Select(row => row.Answer))),
            ("task", Numbers(rows.Select(row => row.Task))),
            ("task_str", Texts(rows.Select(row => $"task {row.Task}"))),
            ("images_list", Images(rows)),
        ];
        if (stageOne)
        {
            columns.Add(("question_1", Texts(rows.Select(row => row.Question + " (draft)"))));
            columns.Add(("choices_1", Lists(rows.Select(row => row.Choices.Reverse()))));
            columns.Add(("correct_index_1", Numbers(rows.Select(row => row.Choices.Count - 1 - row.Answer))));
        }

        var schema = new Schema(columns.Select(column => new Field(column.Name, column.Array.Data.DataType, true)), null);
        return new RecordBatch(schema, columns.Select(column => column.Array), rows.Count);
    }

    private static ListArray Images(IReadOnlyList<Row> rows)
    {
        var all = rows.SelectMany(row => row.Images ?? []).ToList();
        var bytes = new BinaryArray.Builder();
        foreach (var image in all)
            _ = image is null ? bytes.AppendNull() : bytes.Append(image.AsSpan());
        var images = new StructArray(ImageType, all.Count, [bytes.Build(), Texts(all.Select((_, i) => $"{i}.png"))], ArrowBuffer.Empty);
        var offsets = new ArrowBuffer.Builder<int>().Append(0);
        var validity = new ArrowBuffer.BitmapBuilder();
        var end = 0;
        foreach (var row in rows)
        {
            offsets.Append(end += row.Images?.Count ?? 0);
            validity.Append(row.Images is not null);
        }

        return new ListArray(new ListType(new Field("item", ImageType, true)), rows.Count, offsets.Build(), images, validity.Build(), validity.UnsetBitCount);
    }

    private static Int64Array Numbers(IEnumerable<int> numbers) => new Int64Array.Builder().AppendRange(numbers.Select(number => (long)number)).Build();

    private static StringArray Texts(IEnumerable<string> texts) => new StringArray.Builder().AppendRange(texts).Build();

    private static ListArray Lists(IEnumerable<IEnumerable<string>> lists)
    {
        var builder = new ListArray.Builder(StringType.Default);
        var values = (StringArray.Builder)builder.ValueBuilder;
        foreach (var list in lists)
        {
            builder.Append();
            values.AppendRange(list);
        }

        return builder.Build();
    }
}

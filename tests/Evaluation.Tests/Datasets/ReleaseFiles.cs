using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace MuBench.Tests.Datasets;

/// <summary>Writes rows as Arrow streams and Parquet files in the release's layout, with the variations that tests need.</summary>
internal static class ReleaseFiles
{
    /// <summary>How a file is written.</summary>
    internal sealed record Layout
    {
        public bool LargeBinary { get; init; }

        public bool EncodedDataset { get; init; }

        public bool BinaryImages { get; init; }

        public IpcOptions? Ipc { get; init; }
    }

    /// <summary>Writes an Arrow stream with batches of the given sizes; the last takes the rest.</summary>
    public static void WriteArrow(string path, IReadOnlyList<TestRow> rows, int batchRows, Layout? layout = null)
    {
        layout ??= new Layout();
        var schema = ToBatch([], layout, rows).Schema;
        using var stream = File.Create(path);
        using var writer = new ArrowStreamWriter(stream, schema, leaveOpen: false, layout.Ipc ?? new IpcOptions());
        writer.WriteStart();
        foreach (var chunk in rows.Chunk(batchRows))
        {
            // The writer recognises a dictionary only by the same field object that the schema has.
            var batch = ToBatch(chunk, layout, rows);
            writer.WriteRecordBatch(new RecordBatch(schema, batch.Arrays, batch.Length));
        }

        writer.WriteEnd();
    }

    public static void WriteParquet(string path, IReadOnlyList<TestRow> rows, int groupRows)
    {
        var layout = new Layout();
        using var writer = new ParquetSharp.Arrow.FileWriter(path, ToBatch([], layout, rows).Schema);
        foreach (var chunk in rows.Chunk(groupRows))
            writer.WriteRecordBatch(ToBatch(chunk, layout, rows), chunk.Length);
        writer.Close();
    }

    private static RecordBatch ToBatch(TestRow[] rows, Layout layout, IReadOnlyList<TestRow> all)
    {
        List<(string Name, IArrowArray Array)> columns =
        [
            ("image_id", Strings(rows.Select(row => row.ImageId))),
            ("image", Images(rows, layout)),
            ("label", new Int64Array.Builder().AppendRange(rows.Select((_, i) => (long)i)).Build()),
            ("dataset", layout.EncodedDataset ? Encoded(rows.Select(row => row.Dataset)) : Strings(rows.Select(row => row.Dataset))),
            ("stain", Strings(rows.Select(row => row.Stain))),
            ("synthetic", Truths(rows.Select(row => row.Synthetic))),
            ("captions", Choices(rows, row => row.Captions, all, textIndex: true)),
            ("questions", Choices(rows, row => row.Questions, all, textIndex: false)),
            ("polygon", Polygons(rows)),
        ];
        var schema = new Schema(columns.Select(column => new Field(column.Name, column.Array.Data.DataType, true)), null);
        return new RecordBatch(schema, columns.Select(column => column.Array), rows.Length);
    }

    private static IArrowArray Images(TestRow[] rows, Layout layout)
    {
        IArrowArray bytes = layout.LargeBinary ? Binaries(new LargeBinaryArray.Builder(), rows) : Binaries(new BinaryArray.Builder(), rows);
        return layout.BinaryImages
            ? bytes
            : Struct(rows.Length, ("bytes", bytes), ("path", Strings(rows.Select(row => row.ImageId is null ? null : row.ImageId + ".png"))));
    }

    private static LargeBinaryArray Binaries(LargeBinaryArray.Builder builder, TestRow[] rows)
    {
        foreach (var row in rows)
            _ = row.Image is null ? builder.AppendNull() : builder.Append(row.Image.AsSpan());
        return builder.Build();
    }

    private static BinaryArray Binaries(BinaryArray.Builder builder, TestRow[] rows)
    {
        foreach (var row in rows)
            _ = row.Image is null ? builder.AppendNull() : builder.Append(row.Image.AsSpan());
        return builder.Build();
    }

    private static IArrowArray Choices(
        TestRow[] rows, Func<TestRow, Dictionary<string, TestChoice?>> select, IReadOnlyList<TestRow> all, bool textIndex)
    {
        var keys = all.SelectMany(row => select(row).Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        if (keys.Count == 0)
            return new NullArray(rows.Length);
        return Struct(rows.Length, [.. keys.Select(key => (key, Choice([.. rows.Select(row => select(row).GetValueOrDefault(key))], textIndex)))]);
    }

    private static StructArray Choice(IReadOnlyList<TestChoice?> choices, bool textIndex)
    {
        IArrowArray index = textIndex
            ? Strings(choices.Select(choice => choice?.AnswerIndex?.ToString()))
            : Integers(choices.Select(choice => choice?.AnswerIndex));
        var validity = new ArrowBuffer.BitmapBuilder().AppendRange(choices.Select(choice => choice is not null)).Build();
        var fields = new List<(string Name, IArrowArray Array)>
        {
            ("id", Strings(choices.Select(choice => choice?.Id))),
            ("question", Strings(choices.Select(choice => choice?.Text))),
            ("answer_idx", index),
            ("options", Lists(choices.Select(choice => choice?.Options))),
            ("tags", Strings(choices.Select(_ => (string?)null))),
        };
        if (!textIndex)
            fields.Add(("answer", Strings(choices.Select(choice => choice?.Answer))));
        var type = new StructType([.. fields.Select(field => new Field(field.Name, field.Array.Data.DataType, true))]);
        return new StructArray(type, choices.Count, fields.Select(field => field.Array), validity, choices.Count(choice => choice is null));
    }

    private static ListArray Polygons(TestRow[] rows)
    {
        var regions = rows.SelectMany(row => row.Polygons ?? []).ToList();
        var points = new ListArray.Builder(DoubleType.Default);
        foreach (var region in regions)
        {
            points.Append();
            ((DoubleArray.Builder)points.ValueBuilder).AppendRange(region);
        }

        var values = Struct(regions.Count, ("className", Strings(regions.Select(_ => "cell"))), ("points", points.Build()));
        return List(values, [.. rows.Select(row => row.Polygons?.Count)]);
    }

    private static ListArray Lists(IEnumerable<IReadOnlyList<string?>?> lists)
    {
        var all = lists.ToList();
        return List(Strings(all.SelectMany(list => list ?? [])), [.. all.Select(list => list?.Count)]);
    }

    private static ListArray List(IArrowArray values, IReadOnlyList<int?> lengths)
    {
        var offsets = new ArrowBuffer.Builder<int>().Append(0);
        var end = 0;
        foreach (var length in lengths)
            offsets.Append(end += length ?? 0);
        var validity = new ArrowBuffer.BitmapBuilder().AppendRange(lengths.Select(length => length is not null)).Build();
        return new ListArray(
            new ListType(new Field("item", values.Data.DataType, true)), lengths.Count, offsets.Build(), values, validity, lengths.Count(length => length is null));
    }

    private static StructArray Struct(int length, params (string Name, IArrowArray Array)[] fields) =>
        new(new StructType([.. fields.Select(field => new Field(field.Name, field.Array.Data.DataType, true))]), length,
            fields.Select(field => field.Array), ArrowBuffer.Empty, 0);

    private static StringArray Strings(IEnumerable<string?> values)
    {
        var builder = new StringArray.Builder();
        foreach (var value in values)
            _ = value is null ? builder.AppendNull() : builder.Append(value);
        return builder.Build();
    }

    private static Int64Array Integers(IEnumerable<long?> values)
    {
        var builder = new Int64Array.Builder();
        foreach (var value in values)
            _ = value is null ? builder.AppendNull() : builder.Append(value.Value);
        return builder.Build();
    }

    private static BooleanArray Truths(IEnumerable<bool?> values)
    {
        var builder = new BooleanArray.Builder();
        foreach (var value in values)
            _ = value is null ? builder.AppendNull() : builder.Append(value.Value);
        return builder.Build();
    }

    private static DictionaryArray Encoded(IEnumerable<string?> values)
    {
        string[] words = ["source_a", "source_b"];
        var indices = new Int32Array.Builder();
        foreach (var value in values)
            _ = value is null ? indices.AppendNull() : indices.Append(System.Array.IndexOf(words, value));
        return new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, false), indices.Build(), Strings(words));
    }
}

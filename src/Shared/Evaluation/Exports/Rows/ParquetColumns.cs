using Apache.Arrow;
using Apache.Arrow.Types;

namespace MuBench.Exports.Rows;

/// <summary>The columns of a Parquet export: the properties of <see cref="ExportRow"/> with their types.</summary>
internal static class ParquetColumns
{
    private static readonly TimestampType Instant = new(TimeUnit.Microsecond, "UTC");

    /// <summary>All columns, in the order of the row's properties.</summary>
    public static IReadOnlyList<ParquetColumn> All { get; } =
    [
        Int32("format_version", row => row.FormatVersion, nullable: false),
        Text("run", row => row.Run, nullable: false),
        Text("model", row => row.Model, nullable: false),
        Text("model_of", row => row.ModelOf, nullable: false),
        Text("pass", row => row.Pass),
        Text("kind", row => row.Kind, nullable: false),
        Text("model_key", row => row.ModelKey, nullable: false),
        Truth("void", row => row.Void),
        Text("alarm", row => row.Alarm),
        Text("asked_with", row => row.AskedWith),
        Text("sampled", row => row.Sampled),
        Text("dataset", row => row.Dataset, nullable: false),
        Text("dataset_revision", row => row.DatasetRevision, nullable: false),
        Int32("image_row", row => row.ImageRow, nullable: false),
        Text("image_id", row => row.ImageId),
        Text("source", row => row.Source, nullable: false),
        Int32("images", row => row.Images, nullable: false),
        Text("image_sha256", row => row.ImageSha256, nullable: false),
        Text("shown_image_sha256", row => row.ShownImageSha256),
        Text("display", row => row.Display),
        Text("task", row => row.Task, nullable: false),
        Text("question_key", row => row.QuestionKey, nullable: false),
        Text("question_id", row => row.QuestionId),
        Text("question", row => row.Question, nullable: false),
        List("options", StringType.Default, row => row.Options, Texts, nullable: false),
        Int32("gold_index", row => row.GoldIndex),
        Text("gold_letter", row => row.GoldLetter),
        Text("form", row => row.Form),
        Text("prompt", row => row.Prompt, nullable: false),
        Text("response_key", row => row.ResponseKey, nullable: false),
        Number("official_score", row => row.OfficialScore),
        Text("official_outcome", row => row.OfficialOutcome),
        Int32("official_choice", row => row.OfficialChoice),
        Number("strict_score", row => row.StrictScore),
        Text("strict_outcome", row => row.StrictOutcome),
        Int32("strict_choice", row => row.StrictChoice),
        Number("credit", row => row.Credit),
        Text("response", row => row.Response),
        List("similarities", FloatType.Default, row => row.Similarities, values => new FloatArray.Builder().AppendRange(values).Build()),
        List("probabilities", DoubleType.Default, row => row.Probabilities, values => new DoubleArray.Builder().AppendRange(values).Build()),
        Number("confidence", row => row.Confidence),
        Text("fault", row => row.Fault),
        Text("finish_reason", row => row.FinishReason),
        Text("finish_detail", row => row.FinishDetail),
        Text("resolved_model", row => row.ResolvedModel),
        Truth("shared", row => row.Shared),
        Int64("input_tokens", row => row.InputTokens),
        Int64("cached_input_tokens", row => row.CachedInputTokens),
        Int64("cache_write_tokens", row => row.CacheWriteTokens),
        Int64("output_tokens", row => row.OutputTokens),
        Int64("reasoning_tokens", row => row.ReasoningTokens),
        Text("service_tier", row => row.ServiceTier),
        Number("usd", row => row.Usd),
        Number("latency_ms", row => row.LatencyMs),
        Int32("attempts", row => row.Attempts),
        Text("delivery", row => row.Delivery),
        Time("answered_at", row => row.AnsweredAt),
        Text("answered_in_run", row => row.AnsweredInRun),
        Text("note", row => row.Note),
        List("tags", StringType.Default, row => row.Tags, Texts),
    ];

    private static ParquetColumn Text(string name, Func<ExportRow, string?> value, bool nullable = true) => new(
        new Field(name, StringType.Default, nullable),
        rows => Texts(rows.Select(value)));

    private static ParquetColumn Int32(string name, Func<ExportRow, int?> value, bool nullable = true) => new(
        new Field(name, Int32Type.Default, nullable),
        rows => rows.Aggregate(new Int32Array.Builder(), (builder, row) => builder.Append(value(row))).Build());

    private static ParquetColumn Int64(string name, Func<ExportRow, long?> value) => new(
        new Field(name, Int64Type.Default, nullable: true),
        rows => rows.Aggregate(new Int64Array.Builder(), (builder, row) => builder.Append(value(row))).Build());

    private static ParquetColumn Number(string name, Func<ExportRow, double?> value) => new(
        new Field(name, DoubleType.Default, nullable: true),
        rows => rows.Aggregate(new DoubleArray.Builder(), (builder, row) => builder.Append(value(row))).Build());

    private static ParquetColumn Truth(string name, Func<ExportRow, bool> value) => new(
        new Field(name, BooleanType.Default, nullable: false),
        rows => rows.Aggregate(new BooleanArray.Builder(), (builder, row) => builder.Append(value(row))).Build());

    private static ParquetColumn Time(string name, Func<ExportRow, DateTimeOffset?> value) => new(
        new Field(name, Instant, nullable: true),
        rows => rows.Aggregate(new TimestampArray.Builder(Instant), (builder, row) => value(row) is { } at ? builder.Append(at) : builder.AppendNull()).Build());

    private static ParquetColumn List<T>(
        string name, IArrowType type, Func<ExportRow, IReadOnlyList<T>?> value, Func<IEnumerable<T>, IArrowArray> build, bool nullable = true)
    {
        var list = new ListType(new Field("element", type, nullable: false));
        return new ParquetColumn(new Field(name, list, nullable), rows =>
        {
            var offsets = new ArrowBuffer.Builder<int>(rows.Count + 1).Append(0);
            var present = new ArrowBuffer.BitmapBuilder(rows.Count);
            var (count, missing) = (0, 0);
            foreach (var items in rows.Select(value))
            {
                count += items?.Count ?? 0;
                missing += items is null ? 1 : 0;
                offsets.Append(count);
                present.Append(items is not null);
            }

            var values = build(rows.SelectMany(row => value(row) ?? []));
            return new ListArray(list, rows.Count, offsets.Build(), values, missing == 0 ? ArrowBuffer.Empty : present.Build(), missing);
        });
    }

    private static StringArray Texts(IEnumerable<string?> texts)
    {
        var builder = new StringArray.Builder();
        foreach (var text in texts)
            builder.Append(text);
        return builder.Build();
    }
}

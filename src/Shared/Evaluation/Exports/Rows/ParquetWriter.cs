using System.Globalization;
using Apache.Arrow;
using MuBench.Versions;
using ParquetSharp;

namespace MuBench.Exports.Rows;

/// <summary>Writes questions as Parquet: see <see cref="ParquetColumns"/>. Memory holds one row group.</summary>
internal sealed class ParquetWriter : ExportWriter
{
    private const int RowsPerGroup = 8192;

    /// <inheritdoc/>
    public override async Task WriteAsync(
        ScoredRun run, IReadOnlyList<ScoredModel> models, StagedOutput files, ExportMeter meter, CancellationToken cancellationToken)
    {
        using var stream = files.Create(files.FileName!);
        var schema = SchemaOf(run);
        using var builder = new WriterPropertiesBuilder();
        using var properties = builder.Compression(Compression.Zstd).MaxRowGroupLength(RowsPerGroup).Build();
        using var arrowBuilder = new ParquetSharp.Arrow.ArrowWriterPropertiesBuilder();
        using var arrowProperties = arrowBuilder.StoreSchema().Build();
        using var writer = new ParquetSharp.Arrow.FileWriter(stream, schema, properties, arrowProperties, leaveOpen: true);
        foreach (var model in models)
        {
            // Each model has a row group of its own: readers can skip the others by the statistics.
            writer.NewBufferedRowGroup();
            var rows = new ExportRows(run, model);
            await foreach (var questions in model.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (questions.Count == 0)
                    continue;
                List<ExportRow> values = [.. questions.Select(rows.Of)];
                using var batch = new RecordBatch(schema, ParquetColumns.All.Select(column => column.Build(values)), values.Count);
                writer.WriteBufferedRecordBatch(batch);
                meter.Add(model, questions.Count);
            }
        }

        writer.Close();
    }

    private static Schema SchemaOf(ScoredRun run)
    {
        var metadata = new Dictionary<string, string>
        {
            ["mubench.formatVersion"] = ExportRow.CurrentFormatVersion.ToString(CultureInfo.InvariantCulture),
            ["mubench.run"] = run.Plan.RunId,
            ["mubench.protocol"] = run.Protocol,
            ["mubench.dataset"] = $"{run.Plan.DatasetTitle}@{run.Plan.Revision}",
            ["mubench.datasetSha256"] = run.Plan.DatasetSha256,
            ["mubench.version"] = CodeVersion.Current.Version,
        };
        if (run.Excerpt is { } excerpt)
            metadata["mubench.excerpt"] = excerpt;
        if (run.Sampled is { } sampled)
            metadata["mubench.sampled"] = sampled;
        if (run.Display is { } display)
            metadata["mubench.display"] = display;
        return new Schema(ParquetColumns.All.Select(column => column.Field), metadata);
    }
}

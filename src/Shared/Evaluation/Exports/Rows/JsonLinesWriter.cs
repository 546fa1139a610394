using System.Text.Json;

namespace MuBench.Exports.Rows;

/// <summary>Writes questions as JSON Lines: see <see cref="ExportRow"/>.</summary>
internal sealed class JsonLinesWriter : ExportWriter
{
    /// <inheritdoc/>
    public override async Task WriteAsync(
        ScoredRun run, IReadOnlyList<ScoredModel> models, StagedOutput files, ExportMeter meter, CancellationToken cancellationToken)
    {
        using var stream = files.Create(files.FileName!);
        using var writer = new Utf8JsonWriter(stream, ExportJson.Compact);
        foreach (var model in models)
        {
            var rows = new ExportRows(run, model);
            await foreach (var questions in model.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var question in questions)
                {
                    JsonSerializer.Serialize(writer, rows.Of(question), ExportJson.Rows.ExportRow);
                    writer.Flush();
                    writer.Reset();
                    stream.WriteByte((byte)'\n');
                }

                meter.Add(model, questions.Count);
            }
        }
    }
}

using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MuBench.Exports.Inspect;

/// <summary>An Inspect log as a ZIP archive: a header, a file per sample, and summaries for lists of samples.</summary>
internal static class InspectArchive
{
    public static async Task WriteAsync(
        Stream stream, InspectHeader header, ScoredModel model, StagedOutput files, ExportMeter meter, CancellationToken cancellationToken)
    {
        // An archive is written one file at a time, and the summaries are complete only after the last sample.
        using var summaries = files.CreateScratch();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(archive, "_journal/start.json", header.Start());
            var samples = new InspectSamples(header, model);
            using (var writer = new Utf8JsonWriter(summaries, ExportJson.Compact))
            {
                writer.WriteStartArray();
                await foreach (var questions in model.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    await samples.ReadAsync(questions, cancellationToken).ConfigureAwait(false);
                    foreach (var question in questions.Where(InspectSamples.IsSample))
                    {
                        Write(archive, $"samples/{InspectSamples.IdOf(question)}_epoch_1.json", samples.Of(question));
                        samples.SummaryOf(question).WriteTo(writer);
                    }

                    writer.Flush();
                    meter.Add(model, questions.Count);
                }

                writer.WriteEndArray();
            }

            summaries.Position = 0;
            using (var entry = Entry(archive, "summaries.json"))
                await summaries.CopyToAsync(entry, cancellationToken).ConfigureAwait(false);
            Write(archive, "header.json", header.Log());
        }
    }

    private static void Write(ZipArchive archive, string name, JsonObject content)
    {
        using var entry = Entry(archive, name);
        using var writer = new Utf8JsonWriter(entry, ExportJson.Compact);
        content.WriteTo(writer);
    }

    private static Stream Entry(ZipArchive archive, string name) => archive.CreateEntry(name, CompressionLevel.Fastest).Open();
}

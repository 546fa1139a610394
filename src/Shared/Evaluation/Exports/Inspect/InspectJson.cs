using System.Text.Json;

namespace MuBench.Exports.Inspect;

/// <summary>An Inspect log as one JSON document. Inspect requires this order of the fields.</summary>
internal static class InspectJson
{
    public static async Task WriteAsync(Stream stream, InspectHeader header, ScoredModel model, ExportMeter meter, CancellationToken cancellationToken)
    {
        using var writer = new Utf8JsonWriter(stream, ExportJson.Compact);
        writer.WriteStartObject();
        foreach (var (name, value) in header.Log())
        {
            writer.WritePropertyName(name);
            value!.WriteTo(writer);
        }

        writer.WriteStartArray("samples");
        var samples = new InspectSamples(header, model);
        await foreach (var questions in model.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            await samples.ReadAsync(questions, cancellationToken).ConfigureAwait(false);
            foreach (var question in questions.Where(InspectSamples.IsSample))
                samples.Of(question).WriteTo(writer);
            writer.Flush();
            meter.Add(model, questions.Count);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
    }
}

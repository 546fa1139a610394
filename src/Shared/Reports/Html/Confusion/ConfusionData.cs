using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MuBench.Scoring.Confusion;

namespace MuBench.Reports.Html.Confusion;

/// <summary>The matrices of all models for the page's script: <c>[{ "id", "matrices": [{ "source", "n", "classes", "offered", "chosen", "unread" }] }]</c>.</summary>
internal static class ConfusionData
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    public static string Json(IReadOnlyList<ReportModel> models)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Options))
        {
            writer.WriteStartArray();
            foreach (var model in models)
            {
                writer.WriteStartObject();
                writer.WriteString("id", ShownText.Clean(model.Id));
                writer.WriteStartArray("matrices");
                foreach (var matrix in model.Confusions!) Write(writer, matrix);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(json.GetBuffer().AsSpan(0, (int)json.Length));
    }

    private static void Write(Utf8JsonWriter writer, ConfusionMatrix matrix)
    {
        writer.WriteStartObject();
        writer.WriteString("source", ShownText.Clean(matrix.Source));
        writer.WriteNumber("n", matrix.N);
        writer.WriteStartArray("classes");
        foreach (var name in matrix.Classes) writer.WriteStringValue(ShownText.Clean(name));
        writer.WriteEndArray();
        Write(writer, "offered", matrix.Offered);
        Write(writer, "chosen", matrix.Chosen);
        writer.WritePropertyName("unread");
        Write(writer, matrix.Unread);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, int[][] rows)
    {
        writer.WriteStartArray(name);
        foreach (var row in rows) Write(writer, row);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, int[] counts)
    {
        writer.WriteStartArray();
        foreach (var count in counts) writer.WriteNumberValue(count);
        writer.WriteEndArray();
    }
}

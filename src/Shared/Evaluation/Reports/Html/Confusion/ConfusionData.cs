using System.Text.Json;
using MuBench.Printing;
using MuBench.Reports.Documents;
using MuBench.Scoring.Confusion;

namespace MuBench.Reports.Html.Confusion;

/// <summary>
/// The matrices of all models for the page's script: <c>[{ "id", "matrices": [{ "source", "n", "classes", "offered",
/// "chosen", "unread" }] }]</c>.
/// </summary>
internal static class ConfusionData
{
    public static string Json(IReadOnlyList<ReportModel> models) => PageData.Json(writer =>
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
    });

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

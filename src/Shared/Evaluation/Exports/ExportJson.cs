using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MuBench.Exports;

/// <summary>How exports write JSON: in UTF-8 with scripts as they are; it is read by JSON parsers, never part of a page.</summary>
internal static class ExportJson
{
    /// <summary>Options of writers; one for lines, one for the eye.</summary>
    public static JsonWriterOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc cref="Compact"/>
    public static JsonWriterOptions Indented { get; } = Compact with { Indented = true, NewLine = "\n" };

    /// <summary>Rows: names in snake_case, as data frames have them, and every name in every row.</summary>
    public static ExportJsonContext Rows { get; } = new(new JsonSerializerOptions(ExportJsonContext.Default.Options)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

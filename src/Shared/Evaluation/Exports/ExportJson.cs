using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MuBench.Exports;

/// <summary>
/// JSON settings of exports: UTF-8 without escapes for other scripts. The output is read by JSON parsers and never
/// embedded in a page.
/// </summary>
internal static class ExportJson
{
    /// <summary>Writer options without white space, for JSON Lines.</summary>
    public static JsonWriterOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc cref="Compact"/>
    public static JsonWriterOptions Indented { get; } = Compact with { Indented = true, NewLine = "\n" };

    /// <summary>Settings for rows: snake_case names, as is usual in data frames, and every name in every row.</summary>
    public static ExportJsonContext Rows { get; } = new(new JsonSerializerOptions(ExportJsonContext.Default.Options)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

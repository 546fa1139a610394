using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace MuBench.Reports.Html;

/// <summary>
/// JSON for a script element of the page. <c>&lt; &gt; &amp; ' "</c> are written as escapes, so that no text can end
/// the element, open a comment or become XML markup. Other scripts are not escaped.
/// </summary>
internal static class PageData
{
    /// <summary>The writer options.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    /// <summary>Returns the JSON that a callback writes.</summary>
    public static string Json(Action<Utf8JsonWriter> write)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Options)) write(writer);
        return Encoding.UTF8.GetString(json.GetBuffer().AsSpan(0, (int)json.Length));
    }
}

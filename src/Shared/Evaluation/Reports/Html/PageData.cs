using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace MuBench.Reports.Html;

/// <summary>
/// JSON for a script element of the page. <c>&lt; &gt; &amp; ' "</c> are written as escapes, so that no text can end the element, open
/// a comment or be markup in XML; other scripts stay as they are.
/// </summary>
internal static class PageData
{
    /// <summary>How it is written.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    /// <summary>What a writer wrote.</summary>
    public static string Json(Action<Utf8JsonWriter> write)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Options)) write(writer);
        return Encoding.UTF8.GetString(json.GetBuffer().AsSpan(0, (int)json.Length));
    }
}

using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace MuBench.Inference.Http;

/// <summary>Checks that all strings of a JSON document are valid text. The parser does not check a string before it is read.</summary>
internal static class JsonText
{
    /// <summary>Checks a document.</summary>
    /// <exception cref="ApiException">A string has bytes that are not UTF-8, or an escape of an unpaired surrogate.</exception>
    public static void Check(JsonElement root)
    {
        var json = JsonMarshal.GetRawUtf8Value(root);
        if (!Utf8.IsValid(json))
            throw ApiException.Invalid("The body has bytes that are not UTF-8 text.", null, "invalid_json");
        // Most bodies have no such escape, and images make them large, so they are searched quickly first.
        if (json.IndexOf("\\u"u8) < 0)
            return;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped && !IsReadable(ref reader))
                throw ApiException.Invalid("The body has a \\u escape that is half of a surrogate pair.", null, "invalid_json");
        }
    }

    private static bool IsReadable(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false; // the caller throws
        }
    }
}

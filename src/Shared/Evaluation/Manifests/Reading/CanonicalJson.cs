using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MuBench.Manifests.Reading;

/// <summary>
/// The canonical spelling of a JSON document: no white space, fields in ordinal order, the shortest form of each
/// number, and only the escapes that JSON requires. It is written by hand, because its bytes are hashed and must never
/// change. Inside <c>extraBody</c> and <c>schema</c> the fields keep their order: a server that writes JSON by a schema
/// follows it.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isLeftOut">Whether a field of the outermost object is left out.</param>
    public static string Of(JsonElement value, Func<string, bool> isLeftOut)
    {
        var text = new StringBuilder();
        Write(text, value, isLeftOut);
        return text.ToString();
    }

    /// <summary>Writes a value whose fields keep their order.</summary>
    public static string InOrder(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value, keepsOrder: true);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value, Func<string, bool>? isLeftOut = null, bool keepsOrder = false)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = value.EnumerateObject().Where(field => isLeftOut?.Invoke(field.Name) != true);
                Join(text, '{', keepsOrder ? fields : fields.OrderBy(field => field.Name, StringComparer.Ordinal), '}', field =>
                {
                    WriteText(text, field.Name);
                    text.Append(':');
                    Write(text, field.Value, keepsOrder: keepsOrder || field.Name is "extraBody" or "schema");
                });
                break;
            case JsonValueKind.Array:
                Join(text, '[', value.EnumerateArray(), ']', entry => Write(text, entry, keepsOrder: keepsOrder));
                break;
            case JsonValueKind.String:
                WriteText(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void Join<T>(StringBuilder text, char open, IEnumerable<T> items, char close, Action<T> write)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                text.Append(',');
            isFirst = false;
            write(item);
        }
        text.Append(close);
    }

    /// <summary>Whole numbers exactly, others as the double they are read as: 1, 1.0 and 1e0 are the same.</summary>
    private static string Number(JsonElement value) =>
        value.TryGetInt64(out var whole) ? whole.ToString(CultureInfo.InvariantCulture)
        : value.TryGetDouble(out var number) && double.IsFinite(number) ? (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture)
        : value.GetRawText();

    private static void WriteText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            if (character is '"' or '\\')
                text.Append('\\').Append(character);
            else if (character < ' ')
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                text.Append(character);
        }
        text.Append('"');
    }
}

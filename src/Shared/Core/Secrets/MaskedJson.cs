using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace MuBench.Secrets;

/// <summary>Removes a key from JSON that a server sent, after parsing, so that no escape in the JSON hides the key.</summary>
public static class MaskedJson
{
    /// <summary>Returns the element with the key removed from every string; the same element if no string contains the key.</summary>
    /// <param name="element">The parsed JSON.</param>
    /// <param name="mask">Removes the key from a string.</param>
    public static JsonElement Of(JsonElement element, SecretMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (!HoldsKey(element, mask))
            return element;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, element, mask);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static bool HoldsKey(JsonElement element, SecretMask mask) => element.ValueKind switch
    {
        JsonValueKind.String => TextOf(element) is var text && mask.Apply(text) != text,
        JsonValueKind.Array => element.EnumerateArray().Any(item => HoldsKey(item, mask)),
        JsonValueKind.Object => element.EnumerateObject().Any(member => mask.Apply(NameOf(member)) != NameOf(member) || HoldsKey(member.Value, mask)),
        _ => false,
    };

    private static void Write(Utf8JsonWriter writer, JsonElement element, SecretMask mask)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                writer.WriteStringValue(mask.Apply(TextOf(element)));
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item, mask);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    writer.WritePropertyName(mask.Apply(NameOf(member)));
                    Write(writer, member.Value, mask);
                }

                writer.WriteEndObject();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static string TextOf(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText()[1..^1]; // half of a surrogate pair cannot be decoded, so the escapes are kept
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member));
        }
    }
}

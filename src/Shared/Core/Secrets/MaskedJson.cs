using System.Buffers;
using System.Text.Json;
using MuBench.Json;

namespace MuBench.Secrets;

/// <summary>Removes a key from JSON that a server sent, after parsing, so that no escape in the JSON hides the key.</summary>
public static class MaskedJson
{
    /// <summary>Returns the element with the key removed from every string; the same element if no string contains the key.</summary>
    /// <param name="element">The parsed JSON (<see cref="ForeignJson"/>).</param>
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
        JsonValueKind.String => element.GetString()! is var text && mask.Apply(text) != text,
        JsonValueKind.Array => element.EnumerateArray().Any(item => HoldsKey(item, mask)),
        JsonValueKind.Object => element.EnumerateObject().Any(member => mask.Apply(member.Name) != member.Name || HoldsKey(member.Value, mask)),
        _ => false,
    };

    private static void Write(Utf8JsonWriter writer, JsonElement element, SecretMask mask)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                writer.WriteStringValue(mask.Apply(element.GetString()!));
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
                    writer.WritePropertyName(mask.Apply(member.Name));
                    Write(writer, member.Value, mask);
                }

                writer.WriteEndObject();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace MuBench.Json;

/// <summary>Writes counts on one line, even if the document is indented.</summary>
public sealed class CountsConverter : JsonConverter<int[]>
{
    /// <inheritdoc/>
    public override int[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadArray(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int[] value, JsonSerializerOptions options) =>
        writer.WriteRawValue(Line(value), skipInputValidation: true);

    internal static int[] ReadArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("Expected an array of counts.");
        var counts = new List<int>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
            counts.Add(reader.GetInt32());
        return reader.TokenType == JsonTokenType.EndArray ? [.. counts] : throw new JsonException("A count is a whole number.");
    }

    internal static string Line(int[] counts) => $"[{string.Join(", ", counts)}]";
}

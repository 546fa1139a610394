using System.Text.Json;
using System.Text.Json.Serialization;

namespace MuBench.Json;

/// <summary>Writes a table of counts on one line, even if the document is indented.</summary>
public sealed class CountRowsConverter : JsonConverter<int[][]>
{
    /// <inheritdoc/>
    public override int[][] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("Expected rows of counts.");
        var rows = new List<int[]>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            rows.Add(CountsConverter.ReadArray(ref reader));
        return [.. rows];
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int[][] value, JsonSerializerOptions options) =>
        writer.WriteRawValue($"[{string.Join(", ", value.Select(CountsConverter.Line))}]", skipInputValidation: true);
}

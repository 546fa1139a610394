using System.Globalization;
using System.Text.Json;

namespace MuBench.Proofs;

/// <summary>Compares two JSON documents.</summary>
internal static class JsonDifferences
{
    private const int MaxValueLength = 60;

    /// <summary>The places at which two documents differ, in document order. Numbers are compared as written, not by value.</summary>
    public static IEnumerable<JsonDifference> Of(JsonElement stored, JsonElement recomputed) => Of("", stored, recomputed);

    private static IEnumerable<JsonDifference> Of(string path, JsonElement stored, JsonElement recomputed)
    {
        if (stored.ValueKind != recomputed.ValueKind)
            return [new JsonDifference(path, Text(stored), Text(recomputed))];
        return stored.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(path, stored, recomputed),
            JsonValueKind.Array => OfArrays(path, stored, recomputed),
            _ => stored.GetRawText() == recomputed.GetRawText() ? [] : [new JsonDifference(path, Text(stored), Text(recomputed))],
        };
    }

    private static IEnumerable<JsonDifference> OfObjects(string path, JsonElement stored, JsonElement recomputed)
    {
        foreach (var property in stored.EnumerateObject())
        {
            var place = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (!recomputed.TryGetProperty(property.Name, out var other))
                yield return new JsonDifference(place, Text(property.Value), null);
            else
                foreach (var difference in Of(place, property.Value, other))
                    yield return difference;
        }

        foreach (var property in recomputed.EnumerateObject().Where(property => !stored.TryGetProperty(property.Name, out _)))
            yield return new JsonDifference(path.Length == 0 ? property.Name : $"{path}.{property.Name}", null, Text(property.Value));
    }

    private static IEnumerable<JsonDifference> OfArrays(string path, JsonElement stored, JsonElement recomputed)
    {
        var (count, other) = (stored.GetArrayLength(), recomputed.GetArrayLength());
        for (var index = 0; index < Math.Max(count, other); index++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
            if (index >= count)
                yield return new JsonDifference(place, null, Text(recomputed[index]));
            else if (index >= other)
                yield return new JsonDifference(place, Text(stored[index]), null);
            else
                foreach (var difference in Of(place, stored[index], recomputed[index]))
                    yield return difference;
        }
    }

    private static string Text(JsonElement value)
    {
        var text = value.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= MaxValueLength ? text : text[..MaxValueLength] + " ...";
    }
}

using System.Text.Json;

namespace MuBench.Models.Batch;

/// <summary>Reads files of results: one JSON object per line, in any order.</summary>
internal static class BatchLines
{
    /// <summary>Reads the lines. A line that is not an object or not a result is left out; its question then counts as not answered.</summary>
    public static IReadOnlyList<BatchRequestResult> Parse(ReadOnlySpan<byte> content, Func<JsonElement, BatchRequestResult?> answerOf)
    {
        var results = new List<BatchRequestResult>();
        foreach (var range in content.Split((byte)'\n'))
        {
            if (Parse(content[range].Trim("\r "u8)) is { } line && answerOf(line) is { } result)
                results.Add(result);
        }

        return results;
    }

    /// <summary>Joins requests.</summary>
    public static byte[] Join(ReadOnlySpan<byte> before, IReadOnlyList<byte[]> requests, ReadOnlySpan<byte> between, ReadOnlySpan<byte> behind)
    {
        var joined = new byte[before.Length + requests.Sum(request => request.Length) + (between.Length * Math.Max(0, requests.Count - 1)) + behind.Length];
        var rest = joined.AsSpan();
        Add(before, ref rest);
        for (var index = 0; index < requests.Count; index++)
        {
            if (index > 0)
                Add(between, ref rest);
            Add(requests[index], ref rest);
        }

        Add(behind, ref rest);
        return joined;

        static void Add(ReadOnlySpan<byte> part, ref Span<byte> rest)
        {
            part.CopyTo(rest);
            rest = rest[part.Length..];
        }
    }

    private static JsonElement? Parse(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
            return null;
        var reader = new Utf8JsonReader(line);
        try
        {
            return JsonElement.TryParseValue(ref reader, out var element) ? element : null;
        }
        catch (JsonException)
        {
            return null; // its question is missing in the results and is asked again
        }
    }
}

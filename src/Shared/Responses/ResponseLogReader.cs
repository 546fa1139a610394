using System.Text.Json;
using MuBench.Json;
using MuBench.Storage;

namespace MuBench.Responses;

/// <summary>Reads response logs, also while they are appended to and after a crash.</summary>
public static class ResponseLogReader
{
    /// <summary>Reads a whole log; an empty one where there is none.</summary>
    public static async Task<ResponseLog> ReadAsync(
        IArtifactStore store, StorePath path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Parse(await store.TryReadAsync(path, cancellationToken));
    }

    /// <summary>Reads a whole log with the place of every answer's line; an empty one where there is none.</summary>
    internal static async Task<ResponseLines> ReadLinesAsync(IArtifactStore store, StorePath path, CancellationToken cancellationToken)
    {
        var lines = new ResponseLines(await store.TryReadAsync(path, cancellationToken) ?? []);
        Parse(lines.Content, lines.Take);
        return lines;
    }

    /// <summary>
    /// Parses a log. A last line without its line feed is still being written, or was torn; it is left out, and so
    /// is a last line that is no answer.
    /// </summary>
    internal static ResponseLog Parse(ReadOnlySpan<byte> content)
    {
        var records = new Dictionary<string, ResponseRecord>(StringComparer.Ordinal);
        var (broken, lastIsBroken) = (0, false);
        var isTorn = Parse(content, (_, _, record) =>
        {
            lastIsBroken = record is null;
            if (record is null)
                broken++;
            else
                records.TryAdd(record.Key, record);
        });

        // Followed by a torn line, a broken one is not the last.
        return new ResponseLog(records, lastIsBroken && !isTorn ? broken - 1 : broken);
    }

    /// <summary>Hands over every ended line that is not empty: its number from 1, where it lies, and its answer, or null where it is none.</summary>
    /// <returns>Whether a line without its line feed is left.</returns>
    private static bool Parse(ReadOnlySpan<byte> content, Action<int, Range, ResponseRecord?> take)
    {
        var start = 0;
        for (var number = 1; content[start..].IndexOf((byte)'\n') is >= 0 and var length; number++)
        {
            if (length > 0)
                take(number, start..(start + length), TryParseLine(content.Slice(start, length)));
            start += length + 1;
        }

        return start < content.Length;
    }

    private static ResponseRecord? TryParseLine(ReadOnlySpan<byte> line)
    {
        try
        {
            var record = JsonSerializer.Deserialize(line, MuBenchJsonContext.Default.ResponseRecord);
            return record is { Key.Length: > 0 } ? record : null;
        }
        catch (JsonException)
        {
            return null; // counted by the caller
        }
    }
}

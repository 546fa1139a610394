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

    /// <summary>
    /// Parses a log. A last line without its line feed is still being written, or was torn; it is left out, and so
    /// is a last line that is no answer.
    /// </summary>
    internal static ResponseLog Parse(ReadOnlySpan<byte> content)
    {
        var records = new Dictionary<string, ResponseRecord>(StringComparer.Ordinal);
        var (broken, lastIsBroken) = (0, false);
        while (content.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = content[..end];
            content = content[(end + 1)..];
            if (line.IsEmpty)
                continue;
            var record = TryParseLine(line);
            lastIsBroken = record is null;
            if (record is null)
                broken++;
            else
                records.TryAdd(record.Key, record);
        }

        // Followed by a torn line, a broken one is not the last.
        return new ResponseLog(records, lastIsBroken && content.IsEmpty ? broken - 1 : broken);
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

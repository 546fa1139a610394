using System.Text;
using System.Text.Json;
using MuBench.Manifests.Prices;
using MuBench.Storage;

namespace MuBench.Responses;

/// <summary>Reads response logs, also while they are being written and after a crash.</summary>
internal static class ResponseLogReader
{
    private static ReadOnlySpan<byte> KeyStart => "{\"key\":\""u8;

    /// <summary>Reads a whole log; an empty one if it does not exist.</summary>
    public static async Task<ResponseLog> ReadAsync(
        IArtifactStore store, StorePath path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Parse(await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Parses a whole log, with the position of every response's line.</summary>
    internal static ResponseLines ReadLines(byte[] content)
    {
        var lines = new ResponseLines(content);
        Parse(lines.Content, lines.Take);
        return lines;
    }

    /// <summary>
    /// Parses a log: the responses of some keys only, if they are given. Lines of other keys, usually most of the log, are then skipped. A last line without a line feed is incomplete, because it is being written or a crash interrupted
    /// it. It is left out, and so is a last line that is not a valid response.
    /// </summary>
    internal static ResponseLog Parse(ReadOnlySpan<byte> content, HashSet<string>? keys = null)
    {
        var records = new Dictionary<string, ResponseRecord>(StringComparer.Ordinal);
        var repeated = new DuplicateResponses();
        var (broken, lastIsBroken) = (0, false);
        var isTorn = Parse(content, (_, _, record) =>
        {
            lastIsBroken = record is null;
            if (record is null)
                broken++;
            else if (!records.TryAdd(record.Key, record))
                repeated.Take(records[record.Key], record);
        }, keys);

        // If an incomplete line follows, a broken line is not the last one.
        return new ResponseLog(records, lastIsBroken && !isTorn ? broken - 1 : broken) { Repeated = repeated.Found };
    }

    /// <summary>
    /// Passes on every complete line that is not empty: its number from 1, its position, and its response, or null if
    /// it is not valid.
    /// </summary>
    /// <returns>Whether a line without a line feed is left.</returns>
    private static bool Parse(ReadOnlySpan<byte> content, Action<int, Range, ResponseRecord?> take, HashSet<string>? keys = null)
    {
        var start = 0;
        for (var number = 1; content[start..].IndexOf((byte)'\n') is >= 0 and var length; number++)
        {
            if (length > 0 && (keys is null || !IsOther(content.Slice(start, length), keys)))
                take(number, start..(start + length), TryParseLine(content.Slice(start, length)));
            start += length + 1;
        }

        return start < content.Length;
    }

    // ResponseLogWriter writes the key first. A line in any other form is parsed.
    private static bool IsOther(ReadOnlySpan<byte> line, HashSet<string> keys)
    {
        if (!line.StartsWith(KeyStart))
            return false;
        var key = line[KeyStart.Length..];
        var end = key.IndexOf((byte)'"');
        if (end is < 1 or > 64)
            return false;
        Span<char> text = stackalloc char[64];
        return Encoding.UTF8.TryGetChars(key[..end], text, out var length)
            && !keys.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..length]);
    }

    // Earlier versions stored the counts as the endpoint reported them.
    private static ResponseRecord WithPlausibleUsage(ResponseRecord record) =>
        TokenUsage.IsPlausible(record.InputTokens, record.OutputTokens, record.CachedInputTokens, record.ReasoningTokens) && TokenUsage.IsPlausible(record.CacheWriteTokens) && record.Usd is null or >= 0
            ? record
            : record with { InputTokens = null, OutputTokens = null, CachedInputTokens = null, CacheWriteTokens = null, ReasoningTokens = null, Usd = null, HasImplausibleUsage = true };

    private static ResponseRecord? TryParseLine(ReadOnlySpan<byte> line)
    {
        try
        {
            var record = JsonSerializer.Deserialize(line, ResponseJsonContext.Default.ResponseRecord);
            return record is { Key.Length: > 0 } ? WithPlausibleUsage(record) : null;
        }
        catch (JsonException)
        {
            return null; // counted by the caller
        }
    }
}

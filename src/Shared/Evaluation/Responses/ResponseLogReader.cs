using System.Text;
using System.Text.Json;
using MuBench.Manifests.Prices;
using MuBench.Storage;

namespace MuBench.Responses;

/// <summary>Reads response logs, also while they are appended to and after a crash.</summary>
public static class ResponseLogReader
{
    private static ReadOnlySpan<byte> KeyStart => "{\"key\":\""u8;

    /// <summary>Reads a whole log; an empty one where there is none.</summary>
    public static async Task<ResponseLog> ReadAsync(
        IArtifactStore store, StorePath path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Parse(await store.TryReadAsync(path, cancellationToken));
    }

    /// <summary>The answers of some keys alone. Lines of others are passed over unparsed, which a log of a whole shard is mostly made of.</summary>
    internal static async Task<IReadOnlyDictionary<string, ResponseRecord>> ReadAsync(
        IArtifactStore store, StorePath path, HashSet<string> keys, CancellationToken cancellationToken) =>
        Parse(await store.TryReadAsync(path, cancellationToken), keys).Records;

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

        // Followed by a torn line, a broken one is not the last.
        return new ResponseLog(records, lastIsBroken && !isTorn ? broken - 1 : broken) { Repeated = repeated.Found };
    }

    /// <summary>Hands over every ended line that is not empty: its number from 1, where it lies, and its answer, or null if it is none.</summary>
    /// <returns>Whether a line without its line feed is left.</returns>
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

    // As ResponseLogWriter writes a line: its key first. Any other line is parsed.
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

    // Earlier versions kept whatever the endpoint reported.
    private static ResponseRecord WithPlausibleUsage(ResponseRecord record) =>
        TokenUsage.IsPlausible(record.InputTokens, record.OutputTokens, record.CachedInputTokens, record.ReasoningTokens) && record.Usd is null or >= 0
            ? record
            : record with { InputTokens = null, OutputTokens = null, CachedInputTokens = null, ReasoningTokens = null, Usd = null, HasImplausibleUsage = true };

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

using System.Globalization;
using System.Text.Json;
using MuBench.Storage;

namespace MuBench.Pipeline.Listing;

/// <summary>
/// The journal of changed runs: <c>index/runs/changes/DAY.jsonl</c>, append-only, with any number of writers. From it a
/// <see cref="RunIndex"/> knows which runs to read again.
/// </summary>
/// <remarks>
/// A line is written <b>before</b> the run's documents change. So a crash between the two leaves a line that announces nothing, which
/// costs a reader one look, and never a run that no line announces.
/// </remarks>
public static class RunChanges
{
    /// <summary>Announces that a run is about to be created, started, continued, ended or deleted.</summary>
    public static Task AnnounceAsync(IArtifactStore store, TimeProvider time, string runId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow();
        using var line = new MemoryStream();
        JsonSerializer.Serialize(line, new RunChange(runId, now), PipelineJsonContext.Default.RunChange);
        line.WriteByte((byte)'\n');
        return store.AppendAsync(PathOf(DayOf(now)), line.ToArray(), cancellationToken);
    }

    /// <summary>The journal of one day.</summary>
    internal static StorePath PathOf(DateOnly day) => StoreLayout.RunChanges(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>The day of a moment, in UTC.</summary>
    internal static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);

    /// <summary>The day of a journal; null if the path is that of no journal.</summary>
    internal static DateOnly? TryDayOf(StorePath path) =>
        DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(path.Name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Reads the whole lines of a day from an offset on.</summary>
    /// <returns>The announcements, and the offset after the last whole line.</returns>
    internal static async Task<(IReadOnlyList<RunChange> Changes, long End)> ReadAsync(IArtifactStore store, DateOnly day, long offset, CancellationToken cancellationToken)
    {
        var path = PathOf(day);
        if (await store.TryStatAsync(path, cancellationToken).ConfigureAwait(false) is not { } file)
            return ([], 0);
        // A shorter file is another one: it was deleted and began again.
        var start = file.Length < offset ? 0 : offset;
        if (file.Length == start)
            return ([], start);
        var content = new byte[file.Length - start];
        await store.ReadRangeAsync(path, start, content, cancellationToken).ConfigureAwait(false);
        var whole = content.AsMemory(0, content.AsSpan().LastIndexOf((byte)'\n') + 1);
        var changes = new List<RunChange>();
        for (var rest = whole; !rest.IsEmpty;)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            if (TryParse(rest.Span[..end]) is { } change)
                changes.Add(change);
            rest = rest[(end + 1)..];
        }

        return (changes, start + whole.Length);
    }

    // A torn line of a killed writer announces nothing: its writer did not go on to change the run.
    private static RunChange? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, PipelineJsonContext.Default.RunChange) is { RunId: not null } change && StorePath.IsSegment(change.RunId) ? change : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

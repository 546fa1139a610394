using System.Globalization;

namespace MuBench.Pipeline.Listing;

/// <summary>What a <see cref="RunIndex"/> knows. Not safe for concurrent use.</summary>
internal sealed class RunIndexState
{
    /// <summary>Journals are kept this long. A snapshot that is older is not used.</summary>
    public static readonly TimeSpan MaxJournalAge = TimeSpan.FromDays(30);

    // A writer changes a run's documents right after it announced that. If the store makes it wait, this is longer than its patience.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(3);

    // A run in progress writes its status every few seconds, one that waits for a batch every quarter of an hour.
    private static readonly TimeSpan Activity = TimeSpan.FromHours(1);

    // Clocks of writers may differ from this one by less than this.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromHours(1);

    // Of runs that have neither ended nor said anything for an hour, so many are read each time, in turn.
    private const int MaxSilentRunsPerRefresh = 8;

    private readonly Dictionary<string, (RunSummary Run, DateTimeOffset ReadAt)> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _announced = new(StringComparer.Ordinal);
    private readonly Dictionary<DateOnly, long> _read = [];
    private IReadOnlyList<RunSummary>? _ordered;

    /// <summary>The state of a process that has read nothing.</summary>
    public RunIndexState(DateTimeOffset now) => RefreshedAt = now;

    /// <summary>The state of a snapshot.</summary>
    public RunIndexState(RunIndexDocument document)
    {
        (RefreshedAt, CheckedAt) = (document.WrittenAt, document.CheckedAt);
        foreach (var (day, end) in document.Read)
            _read[DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)] = end;
        foreach (var (id, at) in document.Announced)
            _announced[id] = at;
        foreach (var run in document.Runs)
            _runs[run.RunId] = (run, document.WrittenAt);
    }

    /// <summary>When the journals were last followed.</summary>
    public DateTimeOffset RefreshedAt { get; set; }

    /// <summary>When the list was last compared with all runs.</summary>
    public DateTimeOffset CheckedAt { get; set; }

    /// <summary>How many runs have changed since the last snapshot.</summary>
    public int Changes { get; set; }

    /// <summary>The ids of all runs.</summary>
    public IReadOnlyCollection<string> Ids => _runs.Keys;

    /// <summary>The runs, newest first.</summary>
    public IReadOnlyList<RunSummary> Ordered() =>
        _ordered ??= [.. _runs.Values.Select(entry => entry.Run).OrderByDescending(run => run.At).ThenBy(run => run.RunId, StringComparer.Ordinal)];

    /// <summary>The days whose journals may contain something new.</summary>
    public IEnumerable<DateOnly> DaysToRead(DateTimeOffset now)
    {
        var last = RunChanges.DayOf(now + ClockDifference);
        for (var day = RunChanges.DayOf(RefreshedAt - ClockDifference); day <= last; day = day.AddDays(1))
            yield return day;
    }

    /// <summary>How far a day's journal is read.</summary>
    public long OffsetOf(DateOnly day) => _read.GetValueOrDefault(day);

    /// <summary>Sets how far a day's journal is read.</summary>
    public void SetOffset(DateOnly day, long end) => _read[day] = end;

    /// <summary>Notes that a run is about to change.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="at">When that was announced, or when the announcement was read.</param>
    public void Announce(string runId, DateTimeOffset at) => _announced[runId] = at;

    /// <summary>The runs to read: announced ones until they have settled, those in progress, and some of the silent ones.</summary>
    public IReadOnlyList<string> ToRead(DateTimeOffset now)
    {
        foreach (var id in _announced.Where(one => _runs.TryGetValue(one.Key, out var known) && known.ReadAt > one.Value + Settling).Select(one => one.Key).ToList())
            _announced.Remove(id);
        var open = _runs.Values.Where(entry => !entry.Run.IsEnded && !_announced.ContainsKey(entry.Run.RunId)).ToLookup(entry => now - entry.Run.UpdatedAt < Activity);
        return
        [
            .. _announced.Keys,
            .. open[true].Select(entry => entry.Run.RunId),
            .. open[false].OrderBy(entry => entry.ReadAt).Take(MaxSilentRunsPerRefresh).Select(entry => entry.Run.RunId),
        ];
    }

    /// <summary>Adds a run or replaces what is known of it.</summary>
    public void Set(RunSummary run, DateTimeOffset readAt)
    {
        if (!_runs.TryGetValue(run.RunId, out var known) || known.Run.UpdatedAt != run.UpdatedAt || known.Run.State != run.State)
        {
            _ordered = null;
            Changes++;
        }

        _runs[run.RunId] = (run, readAt);
    }

    /// <summary>Removes a run that the store does not hold. If it was announced, it may still be created.</summary>
    public void Remove(string runId, DateTimeOffset readAt)
    {
        if (_runs.Remove(runId))
        {
            _ordered = null;
            Changes++;
        }

        if (_announced.TryGetValue(runId, out var at) && readAt > at + Settling)
            _announced.Remove(runId);
    }

    /// <summary>The snapshot of this state.</summary>
    public RunIndexDocument ToDocument(DateTimeOffset now)
    {
        var oldest = RunChanges.DayOf(now - MaxJournalAge);
        return new RunIndexDocument
        {
            WrittenAt = RefreshedAt,
            CheckedAt = CheckedAt,
            Read = _read.Where(day => day.Key >= oldest).ToDictionary(day => day.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day => day.Value),
            Announced = new Dictionary<string, DateTimeOffset>(_announced),
            Runs = [.. _runs.Values.Select(entry => entry.Run)],
        };
    }
}

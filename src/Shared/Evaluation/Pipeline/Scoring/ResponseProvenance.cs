using MuBench.Responses;
using MuBench.Scoring;

namespace MuBench.Pipeline.Scoring;

/// <summary>Where a model's answers come from: which version gave them, on what they were computed, when they came, and what was sent.</summary>
/// <param name="runId">The run.</param>
internal sealed class ResponseProvenance(string runId)
{
    private readonly SortedSet<string> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _computedBy = new(StringComparer.Ordinal);
    private readonly HashSet<int> _severalPages = [];
    private readonly List<ResponsePeriod> _ownPeriods = [];

    /// <summary>Answers whose question was asked a second time while the first request was still running.</summary>
    public int Hedged { get; private set; }

    /// <summary>Images of several pages or frames.</summary>
    public int ImagesOfSeveralPages => _severalPages.Count;

    /// <summary>The versions that answered, joined by ", "; null where no answer says.</summary>
    public string? ResolvedModel => _versions.Count == 0 ? null : string.Join(", ", _versions);

    /// <summary>The number of versions that answered.</summary>
    public int ResolvedModels => _versions.Count;

    /// <summary>In which precision and on what the answers were computed; null where none was computed by a contrastive model.</summary>
    public IReadOnlyList<ComputedCount>? ComputedBy => _computedBy.Count == 0 ? null :
        [.. _computedBy.Select(pair => new ComputedCount(pair.Key, pair.Value)).OrderByDescending(count => count.Answers).ThenBy(count => count.By, StringComparer.Ordinal)];

    /// <summary>When this run's own answers came: stretches without a longer gap than given.</summary>
    public IReadOnlyList<ResponsePeriod> PeriodsOf(TimeSpan gap) => ResponsePeriods.Union(_ownPeriods, gap);

    /// <summary>Adds an answer, each once.</summary>
    public void Add(ResponseRecord record)
    {
        if (record.Run == runId && record.Period is { } period)
            _ownPeriods.Add(period);
        if (record.Hedged)
            Hedged++;
        if (record.Images.Any(image => image.FirstOfSeveral))
            _severalPages.Add(record.Row);
        if (record.Model is not null)
            _versions.Add(record.Model);
        if (record.Scores is null)
            return;
        var by = record.ComputedBy ?? ComputedCount.NotRecorded;
        _computedBy[by] = _computedBy.GetValueOrDefault(by) + 1;
    }
}

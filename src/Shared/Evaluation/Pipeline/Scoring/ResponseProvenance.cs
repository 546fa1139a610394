using MuBench.Responses;
using MuBench.Scoring;

namespace MuBench.Pipeline.Scoring;

/// <summary>
/// The origin of a model's responses: model versions, the precision and processor of the computation, the times, and
/// the images as sent.
/// </summary>
/// <param name="runId">The run.</param>
internal sealed class ResponseProvenance(string runId)
{
    private readonly SortedSet<string> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _computedBy = new(StringComparer.Ordinal);
    private readonly HashSet<int> _severalPages = [];
    private readonly List<ResponsePeriod> _ownPeriods = [];

    /// <summary>Number of responses with a hedged request.</summary>
    public int Hedged { get; private set; }

    /// <summary>Number of images with several pages or frames.</summary>
    public int ImagesOfSeveralPages => _severalPages.Count;

    /// <summary>The model versions of the responses, joined by ", "; null if no response contains one.</summary>
    public string? ResolvedModel => _versions.Count == 0 ? null : string.Join(", ", _versions);

    /// <summary>Number of model versions of the responses.</summary>
    public int ResolvedModels => _versions.Count;

    /// <summary>Precision and processor of the computation; null if no response was computed by a contrastive model.</summary>
    public IReadOnlyList<ComputedCount>? ComputedBy => _computedBy.Count == 0 ? null :
        [.. _computedBy.Select(pair => new ComputedCount(pair.Key, pair.Value)).OrderByDescending(count => count.Answers).ThenBy(count => count.By, StringComparer.Ordinal)];

    /// <summary>The periods of this run's own responses, which contain no gap longer than the given one.</summary>
    public IReadOnlyList<ResponsePeriod> PeriodsOf(TimeSpan gap) => ResponsePeriods.Union(_ownPeriods, gap);

    /// <summary>Adds a response. Call it once per response.</summary>
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

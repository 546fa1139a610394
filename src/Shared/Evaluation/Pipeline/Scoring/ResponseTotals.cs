using MuBench.Pipeline.Budgets;
using MuBench.Responses;

namespace MuBench.Pipeline.Scoring;

/// <summary>Sums over a model's answers, each counted once, however many of the run's questions it answers.</summary>
/// <param name="runId">The run.</param>
/// <param name="costs">Adds up the money.</param>
internal sealed class ResponseTotals(string runId, ResponseCosts costs)
{
    private HashSet<string> _counted = new(StringComparer.Ordinal);
    private HashSet<string> _ofEarlierModels = [];

    /// <summary>Where the answers come from.</summary>
    public ResponseProvenance Provenance { get; } = new(runId);

    /// <summary>What the answers took, those left out that belong to an earlier model of the plan.</summary>
    public UsageCounter Usage { get; } = new(runId, costs);

    /// <summary>Begins a shard. It has a log of its own: what is alike in two shards was asked twice.</summary>
    /// <param name="ofEarlierModels">Keys of the shard's answers that belong to earlier models of the plan.</param>
    public void BeginShard(HashSet<string> ofEarlierModels) => (_counted, _ofEarlierModels) = (new HashSet<string>(StringComparer.Ordinal), ofEarlierModels);

    /// <summary>Adds the answers that calls were made for, of one question.</summary>
    public void Add(IEnumerable<ResponseRecord> answered)
    {
        foreach (var record in answered.Where(record => _counted.Add(record.Key)))
        {
            Provenance.Add(record);
            if (!_ofEarlierModels.Contains(record.Key))
                Usage.Add(record);
        }
    }

    /// <summary>Ends a shard.</summary>
    /// <param name="repeated">Further answers of the shard's log to what it had an answer to.</param>
    public void EndShard(IEnumerable<ResponseRecord> repeated)
    {
        foreach (var record in repeated.Where(record => _counted.Contains(record.Key) && !_ofEarlierModels.Contains(record.Key)))
            Usage.AddRepeated(record);
    }
}

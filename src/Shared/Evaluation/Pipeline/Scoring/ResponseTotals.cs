using MuBench.Pipeline.Budgets;
using MuBench.Responses;

namespace MuBench.Pipeline.Scoring;

/// <summary>Sums over a model's responses. Each response is counted once, however many questions of the run it answers.</summary>
/// <param name="runId">The run.</param>
/// <param name="costs">Adds up the cost.</param>
/// <param name="asked">The service tier that the model's requests ask for.</param>
internal sealed class ResponseTotals(string runId, ResponseCosts costs, string asked)
{
    private HashSet<string> _counted = new(StringComparer.Ordinal);
    private HashSet<string> _ofEarlierModels = [];

    /// <summary>The origin of the responses.</summary>
    public ResponseProvenance Provenance { get; } = new(runId);

    /// <summary>The usage of the responses, without those that belong to an earlier model of the plan.</summary>
    public UsageCounter Usage { get; } = new(runId, costs, asked);

    /// <summary>Starts a shard. Each shard has its own log: identical questions of two shards were asked twice.</summary>
    /// <param name="ofEarlierModels">Keys of the shard's responses that belong to earlier models of the plan.</param>
    public void BeginShard(HashSet<string> ofEarlierModels) => (_counted, _ofEarlierModels) = (new HashSet<string>(StringComparer.Ordinal), ofEarlierModels);

    /// <summary>Adds the responses of one question for which calls were made.</summary>
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
    /// <param name="repeated">Further responses in the shard's log to questions that had one already.</param>
    public void EndShard(IEnumerable<ResponseRecord> repeated)
    {
        foreach (var record in repeated.Where(record => _counted.Contains(record.Key) && !_ofEarlierModels.Contains(record.Key)))
            Usage.AddRepeated(record);
    }
}

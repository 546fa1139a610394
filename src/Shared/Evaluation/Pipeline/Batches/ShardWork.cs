using MuBench.Models;
using MuBench.Pipeline.Evaluating;
using MuBench.Responses;

namespace MuBench.Pipeline.Batches;

/// <summary>The questions of a shard, and those of them without a response.</summary>
internal sealed class ShardWork
{
    private static readonly ResponseLog Nothing = new(new Dictionary<string, ResponseRecord>(), 0);

    private readonly Dictionary<string, PendingQuestion> _all;
    private readonly OrderedDictionary<string, PendingQuestion> _pending = new(StringComparer.Ordinal);

    public ShardWork(LoadedShard loaded)
    {
        _all = (loaded with { Log = Nothing }).Pending().ToDictionary(question => question.Variants[0].Key, StringComparer.Ordinal);
        foreach (var question in loaded.Pending())
            _pending.Add(question.Variants[0].Key, question);
    }

    /// <summary>Number of questions without a response, including identical ones.</summary>
    public int Missing => _pending.Values.Sum(question => question.Copies);

    /// <summary>Questions without a response, identical ones once.</summary>
    public IEnumerable<PendingQuestion> Pending => _pending.Values;

    /// <summary>The question of a key; null if the shard has none, because another dataset or manifest was planned.</summary>
    public PendingQuestion? Find(string key) => _all.GetValueOrDefault(key);

    /// <summary>Removes a question from those without a response; null if it had one.</summary>
    public PendingQuestion? Take(string key) => _pending.Remove(key, out var question) ? question : null;
}

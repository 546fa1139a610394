using MuBench.Datasets;
using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Passes;

/// <summary>
/// Responses that several models or passes of a run share, because they ask the same model the same question. Each
/// belongs to the first of them in the plan, so that sums count it once.
/// </summary>
internal sealed class SharedResponses
{
    private readonly TaskSelection _tasks;
    private readonly IReadOnlyList<PassPrompts> _earlier;

    private SharedResponses(TaskSelection tasks, IReadOnlyList<PassPrompts> earlier) => (_tasks, _earlier) = (tasks, earlier);

    /// <summary>Finds the earlier models of the plan with which a model shares a response log.</summary>
    public static async Task<SharedResponses> CreateAsync(RunPlan plan, PlannedModel model, RunInputs inputs, CancellationToken cancellationToken)
    {
        var earlier = new List<PassPrompts>();
        foreach (var other in plan.Models.TakeWhile(other => other.Manifest.Id != model.Manifest.Id).Where(other => other.Key == model.Key))
            earlier.Add(await PassPrompts.CreateAsync(plan, other, inputs, cancellationToken).ConfigureAwait(false));
        return new SharedResponses(new TaskSelection(plan.Manifest.Benchmark.Tasks), earlier);
    }

    /// <summary>Keys of a shard's responses that belong to earlier models.</summary>
    /// <param name="images">The images of the shard that the run selects.</param>
    public HashSet<string> OfEarlier(IEnumerable<ImageRecord> images)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (_earlier.Count == 0)
            return keys;
        foreach (var image in images)
        {
            foreach (var question in _tasks.Of(image))
                keys.UnionWith(_earlier.SelectMany(prompts => prompts.Of(image, question).Variants).Select(variant => variant.Key));
        }

        return keys;
    }
}

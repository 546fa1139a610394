using MuBench.Datasets;

namespace MuBench.Pipeline.Passes;

/// <summary>
/// Answers that several models or passes of a run share, because they put the same question to the same model: each belongs to the
/// first of them in the plan, so that it is counted once in every sum.
/// </summary>
internal sealed class SharedAnswers
{
    private readonly TaskSelection _tasks;
    private readonly IReadOnlyList<PassForms> _earlier;

    private SharedAnswers(TaskSelection tasks, IReadOnlyList<PassForms> earlier) => (_tasks, _earlier) = (tasks, earlier);

    /// <summary>Finds out with which earlier models of the plan a model shares a response log.</summary>
    public static async Task<SharedAnswers> CreateAsync(RunPlan plan, PlannedModel model, RunInputs inputs, CancellationToken cancellationToken)
    {
        var earlier = new List<PassForms>();
        foreach (var other in plan.Models.TakeWhile(other => other.Manifest.Id != model.Manifest.Id).Where(other => other.Key == model.Key))
            earlier.Add(await PassForms.CreateAsync(plan, other, inputs, cancellationToken).ConfigureAwait(false));
        return new SharedAnswers(new TaskSelection(plan.Manifest.Benchmark.Tasks), earlier);
    }

    /// <summary>Keys of a shard's answers that belong to earlier models.</summary>
    /// <param name="images">The images of the shard that the run selects.</param>
    public HashSet<string> OfEarlier(IEnumerable<ImageRecord> images)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (_earlier.Count == 0)
            return keys;
        foreach (var image in images)
        {
            foreach (var question in _tasks.Of(image))
                keys.UnionWith(_earlier.SelectMany(forms => forms.Of(image, question).Forms).Select(form => form.Key));
        }

        return keys;
    }
}

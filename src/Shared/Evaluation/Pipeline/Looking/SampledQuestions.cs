using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Looking;

/// <summary>Marks the questions of a plan that are of the task which decides when the run stops.</summary>
internal sealed class SampledQuestions(RunInputs inputs, RunPlan plan)
{
    /// <summary>For each question, in the order of the plan, whether it is of the task.</summary>
    public async Task<IReadOnlyList<bool>> ReadAsync(CancellationToken cancellationToken)
    {
        var (_, reader) = await inputs.GetAsync(plan.RunId, cancellationToken).ConfigureAwait(false);
        var (tasks, sampled) = (new TaskSelection(plan.Manifest.Benchmark.Tasks), new TaskSelection([plan.Manifest.Until!.Task]));
        var marks = new List<bool>();
        foreach (var shard in plan.Shards)
        {
            foreach (var image in shard.Select(await reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false)))
                marks.AddRange(tasks.Of(image).Select(question => sampled.Includes(image, question)));
        }

        return marks;
    }
}

using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Proving;
using MuBench.Pipeline.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Stopping;
using MuBench.Storage;

namespace MuBench.Pipeline.Looking;

/// <summary>Reads from the response log what a wave showed.</summary>
/// <param name="store">The store.</param>
/// <param name="inputs">The run's dataset.</param>
/// <param name="plan">The run's plan.</param>
/// <param name="wave">The wave, from 1.</param>
internal sealed class WaveReader(IArtifactStore store, RunInputs inputs, RunPlan plan, int wave)
{
    private readonly RunPlan _plan = plan with { Shards = [.. plan.ShardsOf(wave).Select(shard => plan.Shards[shard])] };
    private readonly int[] _rows = [.. plan.Sampling!.RowsOf(wave)];

    /// <summary>What each model showed, in the order of the plan; null for a model that was not asked every question of the sampled task.</summary>
    /// <param name="asked">Whether each model was to be asked the wave; other ones are not read.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<IReadOnlyList<byte[]?>> ReadAsync(IReadOnlyList<bool> asked, CancellationToken cancellationToken)
    {
        var questions = await new SampledQuestions(inputs, _plan).ReadAsync(cancellationToken).ConfigureAwait(false);
        return await Task.WhenAll(_plan.Models.Zip(asked, (model, isAsked) =>
            isAsked ? ReadAsync(model, questions, cancellationToken) : Task.FromResult<byte[]?>(null))).ConfigureAwait(false);
    }

    private async Task<byte[]?> ReadAsync(PlannedModel model, IReadOnlyList<bool> questions, CancellationToken cancellationToken)
    {
        var responses = await new ModelResponsesReader(store, inputs, _plan, model, new ResponseProver()).ReadAsync(cancellationToken).ConfigureAwait(false);
        return SeenOf(responses.Table.Items, responses.Table.Outcomes[_plan.Manifest.Benchmark.Protocol], questions, _rows);
    }

    /// <summary>The outcomes of the questions of rows, row by row.</summary>
    /// <param name="questions">The questions of the plan.</param>
    /// <param name="outcomes">Their outcomes.</param>
    /// <param name="isSampled">Whether each question is of the sampled task.</param>
    /// <param name="rows">The rows.</param>
    public static byte[]? SeenOf(QuestionTable questions, IReadOnlyList<Outcome> outcomes, IReadOnlyList<bool> isSampled, IReadOnlyList<int> rows)
    {
        var byRow = rows.ToDictionary(row => row, _ => new List<byte>());
        for (var question = 0; question < questions.Count; question++)
        {
            if (!isSampled[question] || !byRow.TryGetValue(questions.RowOf(question), out var seen))
                continue;
            if (SeenAnswers.Of(outcomes[question]) is not { } answer)
                return null;
            seen.Add(answer);
        }

        return [.. rows.SelectMany(row => byRow[row])];
    }
}

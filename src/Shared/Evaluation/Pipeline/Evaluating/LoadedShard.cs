using MuBench.Datasets;
using MuBench.Models;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Pipeline.Evaluating;

/// <summary>One shard of one model of a run, read from the store: its images, its prompt variants, and its responses in the log.</summary>
/// <param name="Plan">The run's plan.</param>
/// <param name="Model">The model.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Reader">Reads the dataset.</param>
/// <param name="Images">All items of the shard in the dataset.</param>
/// <param name="Prompts">Makes the prompts of the model.</param>
/// <param name="LogContent">The log as it was read.</param>
internal sealed record LoadedShard(
    RunPlan Plan, PlannedModel Model, PlannedShard Shard, DatasetReader Reader, IReadOnlyList<ImageRecord> Images, PassPrompts Prompts, byte[] LogContent)
{
    /// <summary>The responses in the log.</summary>
    public ResponseLog Log { get; init; } = ResponseLogReader.Parse(LogContent);

    /// <summary>The path of the model's responses to the shard's questions.</summary>
    public StorePath LogPath => PathOf(Plan, Model, Shard);

    /// <summary>Number of questions of the shard that the model is asked.</summary>
    public int Questions => Shard.QuestionsOf(Model);

    /// <summary>Reads a shard.</summary>
    public static async Task<LoadedShard> ReadAsync(
        RunInputs inputs, RunPlan plan, PlannedModel model, PlannedShard shard, DatasetReader reader, CancellationToken cancellationToken)
    {
        var log = await inputs.Logs.ReadAsync(PathOf(plan, model, shard), cancellationToken).ConfigureAwait(false);
        var images = await reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false);
        var prompts = await PassPrompts.CreateAsync(plan, model, inputs, cancellationToken).ConfigureAwait(false);
        return new LoadedShard(plan, model, shard, reader, images, prompts, log);
    }

    /// <summary>The same shard with the present content of the log.</summary>
    public async Task<LoadedShard> ReadLogAgainAsync(RunInputs inputs, CancellationToken cancellationToken) => new(
        Plan, Model, Shard, Reader, Images, Prompts, await inputs.Logs.ReadAsync(LogPath, cancellationToken).ConfigureAwait(false));

    /// <summary>The questions without a response in the log.</summary>
    public List<PendingQuestion> Pending() => PendingQuestions.Of(Plan, Shard, Images, Prompts, Log);

    private static StorePath PathOf(RunPlan plan, PlannedModel model, PlannedShard shard) =>
        StoreLayout.ResponseLog(model.Key, plan.Dataset, plan.Revision, shard.Index);
}

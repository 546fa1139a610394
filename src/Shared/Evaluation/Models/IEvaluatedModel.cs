using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Models.Servers;

namespace MuBench.Models;

/// <summary>A model under evaluation: generative, contrastive or a floor.</summary>
/// <remarks>Safe for concurrent calls: a conductor evaluates several shards at once on one instance.</remarks>
public interface IEvaluatedModel : IAsyncDisposable
{
    /// <summary>Whether answering needs the images' bytes.</summary>
    bool NeedsImages { get; }

    /// <summary>Reads what scoring needs to know of the model beside its answers; null where there is nothing.</summary>
    ModelFacts? ReadFacts() => null;

    /// <summary>One step of waking the model's own server, where it has one that may be asleep: asked again until it is ready or given up.</summary>
    Task<WakeStep> WakeAsync(CancellationToken cancellationToken) => Task.FromResult(WakeStep.Ready);

    /// <summary>
    /// Answers questions of one shard: reports each to <paramref name="sink"/>, as answered or as failed. A question
    /// that is neither when the call returns was not run.
    /// </summary>
    /// <param name="questions">The questions, those of one image next to each other.</param>
    /// <param name="images">The images' bytes; null where <see cref="NeedsImages"/> is false.</param>
    /// <param name="sink">Takes answers and failures.</param>
    /// <param name="draining">Once it fires, nothing new is asked; what is in flight is finished.</param>
    /// <param name="cancellationToken">Abandons what is in flight too.</param>
    /// <exception cref="ModelStoppedException">No further question can be answered by this model.</exception>
    Task AnswerAsync(
        IReadOnlyList<PendingQuestion> questions,
        ShardImages? images,
        ResponseSink sink,
        CancellationToken draining,
        CancellationToken cancellationToken);
}

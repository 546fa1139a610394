using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Models.Servers;

namespace MuBench.Models;

/// <summary>A model under evaluation: generative, contrastive or a floor.</summary>
/// <remarks>Safe for concurrent calls: a conductor evaluates several shards at once on one instance.</remarks>
internal interface IEvaluatedModel : IAsyncDisposable
{
    /// <summary>Whether the model needs the images' bytes.</summary>
    bool NeedsImages { get; }

    /// <summary>Reads the facts that scoring needs in addition to the responses; null if there are none.</summary>
    ModelFacts? ReadFacts() => null;

    /// <summary>
    /// One step of waking the model's own server, if it has one that may be asleep. It is called until the server is
    /// ready or the wait is given up.
    /// </summary>
    Task<WakeStep> WakeAsync(CancellationToken cancellationToken) => Task.FromResult(WakeStep.Ready);

    /// <summary>
    /// Asks the model questions of one shard, and reports each to <paramref name="sink"/> as answered or failed. A
    /// question that is neither when the call returns was not run.
    /// </summary>
    /// <param name="questions">The questions; those about one image are adjacent.</param>
    /// <param name="images">The images' bytes; null if <see cref="NeedsImages"/> is false.</param>
    /// <param name="sink">Receives responses and failures.</param>
    /// <param name="draining">Once it fires, nothing new is asked, and calls in flight are finished.</param>
    /// <param name="cancellationToken">Also cancels calls in flight.</param>
    /// <exception cref="ModelStoppedException">The model cannot answer any further question.</exception>
    Task AnswerAsync(
        IReadOnlyList<PendingQuestion> questions,
        ShardImages? images,
        ResponseSink sink,
        CancellationToken draining,
        CancellationToken cancellationToken);
}

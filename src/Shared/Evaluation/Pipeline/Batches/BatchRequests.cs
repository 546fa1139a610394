using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Models;
using MuBench.Models.Batch;
using MuBench.Models.Generative;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Batches;

/// <summary>Makes the requests of a shard's questions with the bodies of single calls.</summary>
internal sealed class BatchRequests(BatchClient client, DatasetReader reader, PlannedShard shard, PassPrompts prompts)
{
    /// <summary>
    /// Makes the requests one after another, each with its images and its maximum cost. A question with a broken image
    /// gets a reason instead.
    /// </summary>
    public async IAsyncEnumerable<BatchRequest> MakeAsync(
        IReadOnlyList<PendingQuestion> questions, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var images = await prompts.ReadImagesAsync(reader, shard.Index, questions, cancellationToken).ConfigureAwait(false);
        var prepared = questions.Select(question => question.Shown).OfType<ImageRecord>().Distinct()
            .ToDictionary(image => image.Row, image => new Lazy<PreparedImages>(() => client.Prepare(image, images!)));
        foreach (var question in questions)
            yield return await MakeAsync(question, question.Shown is { } shown ? prepared[shown.Row] : new Lazy<PreparedImages>(PreparedImages.None), cancellationToken).ConfigureAwait(false);
    }

    private async Task<BatchRequest> MakeAsync(PendingQuestion question, Lazy<PreparedImages> prepared, CancellationToken cancellationToken)
    {
        try
        {
            var body = await client.BodyOfAsync(question, prepared.Value, cancellationToken).ConfigureAwait(false);
            var sent = prepared.Value.Sent;
            return new BatchRequest(question, BatchedQuestion.Of(question.Variants[0].Key, sent), body, client.Cost.BoundOf(question.Variants[0].Prompt, sent)?.Usd, null);
        }
        catch (Exception exception) when (exception is ImageException or BrokenImageException)
        {
            return new BatchRequest(question, new BatchedQuestion(question.Variants[0].Key), [], 0, exception.Message);
        }
    }
}

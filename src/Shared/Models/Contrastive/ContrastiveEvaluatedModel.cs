using System.Threading.Channels;
using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Responses;

namespace MuBench.Models.Contrastive;

/// <summary>A contrastive model in process: images are decoded on worker threads while the session runs the batch before.</summary>
internal sealed class ContrastiveEvaluatedModel(ContrastiveModel model, int batchSize) : IEvaluatedModel
{
    // The session uses every core by itself; two batches at once would only take turns.
    private readonly SemaphoreSlim _session = new(1, 1);

    /// <inheritdoc/>
    public bool NeedsImages => true;

    /// <inheritdoc/>
    public ModelFacts? ReadFacts() => model.ReadFacts();

    /// <inheritdoc/>
    public async Task AnswerAsync(
        IReadOnlyList<PendingQuestion> questions, ShardImages? images, AnswerSink sink, CancellationToken draining, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        await EmbedTextsAsync(questions, cancellationToken).ConfigureAwait(false);
        var ready = Channel.CreateBounded<ReadyImage>(2 * batchSize);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(draining, cancellationToken);
        var decoding = DecodeAsync(questions, images, ready.Writer, sink, stop.Token);
        var logging = Task.CompletedTask;
        try
        {
            await foreach (var batch in BatchesAsync(ready.Reader).ConfigureAwait(false))
            {
                var embeddings = await EmbedAsync(batch, cancellationToken).ConfigureAwait(false);
                // The answers of one batch go to the log while the session runs the next one; a further batch waits for them.
                await logging.ConfigureAwait(false);
                logging = AnswerAsync(batch, embeddings, sink, cancellationToken);
            }

            await logging.ConfigureAwait(false);
        }
        finally
        {
            await logging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Should a batch fail, the decoders must not wait for a reader that is gone.
            await stop.CancelAsync().ConfigureAwait(false);
            await decoding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (ready.Reader.TryRead(out var left))
                left.Tensor.Dispose();
        }

        await decoding.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        model.Dispose();
        _session.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task EmbedTextsAsync(IReadOnlyList<PendingQuestion> questions, CancellationToken cancellationToken)
    {
        var texts = questions.SelectMany(question => question.Forms).SelectMany(form => form.Texts).Distinct(StringComparer.Ordinal).ToList();
        await _session.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(() => model.EmbedTexts(texts), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _session.Release();
        }
    }

    private async Task DecodeAsync(
        IReadOnlyList<PendingQuestion> questions, ShardImages images, ChannelWriter<ReadyImage> ready, AnswerSink sink, CancellationToken draining)
    {
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = draining };
            await Parallel.ForEachAsync(questions.GroupBy(question => question.Image), options, async (group, token) =>
            {
                var tensor = TryPreprocess(group, images, sink);
                if (tensor is not null)
                    await ready.WriteAsync(new ReadyImage(tensor, [.. group]), token).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested)
        {
            // The rest is not run: the conductor knows why it drains.
        }
        finally
        {
            ready.Complete();
        }
    }

    private ImageTensor? TryPreprocess(IGrouping<ImageRecord, PendingQuestion> group, ShardImages images, AnswerSink sink)
    {
        try
        {
            return model.Preprocess(images.BytesOf(group.Key));
        }
        catch (Exception exception) when (exception is ImageException or BrokenImageException)
        {
            foreach (var question in group)
                sink.Failed(question, exception.Message);
            return null;
        }
    }

    private async IAsyncEnumerable<List<ReadyImage>> BatchesAsync(ChannelReader<ReadyImage> ready)
    {
        while (await ready.WaitToReadAsync().ConfigureAwait(false))
        {
            var batch = new List<ReadyImage>(batchSize);
            while (batch.Count < batchSize && (ready.TryRead(out var image) || (await ready.WaitToReadAsync().ConfigureAwait(false) && ready.TryRead(out image))))
                batch.Add(image);
            if (batch.Count > 0)
                yield return batch;
        }
    }

    private async Task<float[][]> EmbedAsync(List<ReadyImage> batch, CancellationToken cancellationToken)
    {
        await _session.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => model.EmbedImages([.. batch.Select(image => image.Tensor)]), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _session.Release();
        }
    }

    private async Task AnswerAsync(List<ReadyImage> batch, float[][] embeddings, AnswerSink sink, CancellationToken cancellationToken)
    {
        var answers = batch.Zip(embeddings).SelectMany(pair => pair.First.Questions.Select(question =>
            sink.AnsweredAsync(question, RecordsOf(question, pair.First.Tensor, pair.Second), cancellationToken))).ToList();
        await Task.WhenAll(answers).ConfigureAwait(false);
        foreach (var image in batch)
            image.Tensor.Dispose();
    }

    private List<ResponseRecord> RecordsOf(PendingQuestion question, ImageTensor tensor, float[] image)
    {
        var sent = new SentImage(question.Image.Sha256, tensor.Width, tensor.Height, "tensor", sizeof(float) * 3L * tensor.Width * tensor.Height) { FirstOfSeveral = tensor.FirstOfSeveral };
        return [.. question.Forms.Select(form => new ResponseRecord
        {
            Key = form.Key,
            Row = question.Image.Row,
            Question = question.Question.Key,
            Form = form.Form,
            Scores = [.. model.EmbedOptions(form).Select(option => ContrastiveModel.Similarity(image, option))],
            Image = sent,
        })];
    }

    private sealed record ReadyImage(ImageTensor Tensor, IReadOnlyList<PendingQuestion> Questions);
}

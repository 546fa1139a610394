using System.Threading.Channels;
using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Responses;

namespace MuBench.Models.Contrastive;

/// <summary>A contrastive model in process: worker threads decode images while the session runs the previous batch.</summary>
internal sealed class ContrastiveEvaluatedModel(ContrastiveModel model, int batchSize) : IEvaluatedModel
{
    // The session uses every core by itself; two batches at once would only slow each other down.
    private readonly SemaphoreSlim _session = new(1, 1);

    /// <inheritdoc/>
    public bool NeedsImages => true;

    /// <inheritdoc/>
    public ModelFacts? ReadFacts() => model.ReadFacts();

    /// <inheritdoc/>
    public async Task AnswerAsync(
        IReadOnlyList<PendingQuestion> questions, ShardImages? images, ResponseSink sink, CancellationToken draining, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        await EmbedTextsAsync(questions, cancellationToken).ConfigureAwait(false);
        var ready = Channel.CreateBounded<ReadyItem>(2 * batchSize);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(draining, cancellationToken);
        var decoding = DecodeAsync(questions, images, ready.Writer, sink, stop.Token);
        var logging = Task.CompletedTask;
        try
        {
            await foreach (var batch in BatchesAsync(ready.Reader).ConfigureAwait(false))
            {
                var embeddings = await EmbedAsync(batch, cancellationToken).ConfigureAwait(false);
                // The responses of one batch are logged while the session runs the next one. A further batch waits for them.
                await logging.ConfigureAwait(false);
                logging = AnswerAsync(batch, embeddings, sink, cancellationToken);
            }

            await logging.ConfigureAwait(false);
        }
        finally
        {
            await logging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // If a batch fails, the decoders must not wait for a reader that has stopped.
            await stop.CancelAsync().ConfigureAwait(false);
            await decoding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (ready.Reader.TryRead(out var left))
                left.Dispose();
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
        var texts = questions.SelectMany(question => question.Variants).SelectMany(variant => variant.Texts).Distinct(StringComparer.Ordinal).ToList();
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
        IReadOnlyList<PendingQuestion> questions, ShardImages images, ChannelWriter<ReadyItem> ready, ResponseSink sink, CancellationToken draining)
    {
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = draining };
            await Parallel.ForEachAsync(questions.GroupBy(question => question.Image), options, async (group, token) =>
            {
                if (TryPreprocess(group, images, sink) is { } tensors)
                    await ready.WriteAsync(new ReadyItem(tensors, [.. group]), token).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested)
        {
            // The remaining questions count as not run: the conductor knows the reason.
        }
        finally
        {
            ready.Complete();
        }
    }

    private List<ImageTensor>? TryPreprocess(IGrouping<ImageRecord, PendingQuestion> group, ShardImages images, ResponseSink sink)
    {
        var tensors = new List<ImageTensor>(group.Key.PartCount);
        try
        {
            tensors.AddRange(ItemImages.Select(group.Key, images, (_, bytes) => model.Preprocess(bytes, group.Key.Display)));
            return tensors;
        }
        catch (Exception exception) when (exception is ImageException or BrokenImageException)
        {
            tensors.ForEach(tensor => tensor.Dispose());
            foreach (var question in group)
                sink.Failed(question, exception.Message);
            return null;
        }
    }

    /// <summary>Groups items so that each group has at least as many images as a forward pass takes.</summary>
    private async IAsyncEnumerable<List<ReadyItem>> BatchesAsync(ChannelReader<ReadyItem> ready)
    {
        while (await ready.WaitToReadAsync().ConfigureAwait(false))
        {
            var batch = new List<ReadyItem>(batchSize);
            for (var images = 0; images < batchSize && (ready.TryRead(out var item) || (await ready.WaitToReadAsync().ConfigureAwait(false) && ready.TryRead(out item)));)
            {
                batch.Add(item);
                images += item.Tensors.Count;
            }

            if (batch.Count > 0)
                yield return batch;
        }
    }

    private async Task<float[][]> EmbedAsync(List<ReadyItem> batch, CancellationToken cancellationToken)
    {
        await _session.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => model.EmbedImages([.. batch.SelectMany(item => item.Tensors)]), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _session.Release();
        }
    }

    private async Task AnswerAsync(List<ReadyItem> batch, float[][] embeddings, ResponseSink sink, CancellationToken cancellationToken)
    {
        var responses = new List<Task>();
        var next = 0;
        foreach (var item in batch)
        {
            var vector = Embedding.OfItem(embeddings.AsSpan(next, item.Tensors.Count), model.SourceDescription);
            next += item.Tensors.Count;
            responses.AddRange(item.Questions.Select(question => sink.AnsweredAsync(question, RecordsOf(question, item.Tensors, vector), cancellationToken)));
        }

        await Task.WhenAll(responses).ConfigureAwait(false);
        batch.ForEach(item => item.Dispose());
    }

    private List<ResponseRecord> RecordsOf(PendingQuestion question, IReadOnlyList<ImageTensor> tensors, float[] image)
    {
        var sent = question.Image.Parts.Zip(tensors, (part, tensor) => new SentImage(
            part.Sha256, tensor.Width, tensor.Height, "tensor", sizeof(float) * 3L * tensor.Width * tensor.Height).Showing(tensor.Shown)).ToList();
        return [.. question.Variants.Select(variant => new ResponseRecord
        {
            Key = variant.Key,
            Row = question.Image.Row,
            Question = question.Question.Key,
            Form = variant.Name,
            ComputedBy = model.ComputedBy,
            Scores = [.. model.EmbedOptions(variant.Options, variant.Sentences).Select(option => ContrastiveModel.Similarity(image, option))],
            Images = sent,
        })];
    }

    private sealed record ReadyItem(IReadOnlyList<ImageTensor> Tensors, IReadOnlyList<PendingQuestion> Questions) : IDisposable
    {
        public void Dispose()
        {
            foreach (var tensor in Tensors)
                tensor.Dispose();
        }
    }
}

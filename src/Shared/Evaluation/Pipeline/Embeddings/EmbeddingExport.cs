using System.IO.Hashing;
using System.Runtime.InteropServices;
using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Datasets.ArrowIpc;
using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Models;
using MuBench.Pipeline.Planning;
using MuBench.Storage;
using ParquetSharp;

namespace MuBench.Pipeline.Embeddings;

/// <summary>
/// Writes the embeddings of a run's images, and of every text that they are compared with, to a Parquet file. They are
/// computed as in the run: their scalar products are the similarities of the response log.
/// </summary>
/// <remarks>
/// Works shard by shard: memory holds one shard's images, one row group, and each distinct text's vector. The file
/// appears complete or not at all.
/// </remarks>
public sealed class EmbeddingExport(PipelineContext context, RunInputs inputs)
{
    /// <summary>Runs the export.</summary>
    /// <exception cref="UserException">The run or model does not exist or has no embeddings, or the file cannot be written.</exception>
    public async Task<EmbeddingExportResult> RunAsync(
        EmbeddingExportRequest request, IProgress<EmbeddingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var target = Path.GetFullPath(request.File);
        StagedOutput.CheckFree(target, request.Replace);
        var (plan, reader) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        var model = ModelOf(plan, request.ModelId);
        var folder = await context.Store.GetLocalFolderAsync(StorePath.Parse(model.Manifest.Source!), cancellationToken).ConfigureAwait(false);
        using var contrastive = ContrastiveModel.Load(folder, new ContrastiveOptions { BatchSize = model.Manifest.BatchSize, Precision = model.Manifest.Precision });
        var pass = new Pass(plan, reader, model, contrastive, progress);
        try
        {
            using var output = StagedOutput.ForFile(target, request.Replace);
            using (var stream = output.Create(output.FileName!))
                await pass.WriteAsync(stream, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            output.Commit();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ParquetException)
        {
            throw new UserException($"'{target}' cannot be written: {ParquetFaults.TextOf(fault)}", fault);
        }

        return pass.Result;
    }

    private static PlannedModel ModelOf(RunPlan plan, string id)
    {
        var model = plan.ModelOf(id);
        if (model.Manifest is { Kind: ModelKinds.Clip, Source: not null })
            return model;
        var others = plan.Models.Where(other => other.Manifest.Kind == ModelKinds.Clip).Select(other => $"'{other.Manifest.Id}'").ToList();
        throw new UserException(
            $"The model '{id}' is of kind {model.Manifest.Kind}, which has no embeddings here. "
            + (others.Count == 0 ? "The run has no model of kind clip." : $"Of this run {string.Join(", ", others)} {(others.Count == 1 ? "has" : "have")}."));
    }

    /// <summary>One pass over the shards.</summary>
    private sealed class Pass(RunPlan plan, DatasetReader reader, PlannedModel model, ContrastiveModel contrastive, IProgress<EmbeddingProgress>? progress)
    {
        // Hashes instead of texts: each costs 16 bytes.
        private readonly HashSet<UInt128> _texts = [];
        private int _images;
        private int _skipped;
        private string? _reason;

        public EmbeddingExportResult Result { get; private set; } = null!;

        public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
        {
            using var file = new EmbeddingFile(stream, plan, model, contrastive);
            foreach (var shard in plan.Shards)
            {
                List<ImageRecord> images = [.. shard.Select(await reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false))];
                using var bytes = await reader.ReadImagesAsync(shard.Index, images, cancellationToken).ConfigureAwait(false);
                foreach (var batch in images.Chunk(model.Manifest.BatchSize))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    WriteImages(file, batch, bytes);
                }

                foreach (var texts in NewTexts(images).Chunk(model.Manifest.BatchSize))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    file.WriteTexts(texts, contrastive.EmbedTexts(texts));
                }

                progress?.Report(new EmbeddingProgress(_images + _skipped, plan.Items ?? plan.Images, _texts.Count));
            }

            file.Complete();
            Result = new EmbeddingExportResult(_images, _texts.Count, file.Dimensions, _skipped == 0 ? null : (_skipped, _reason!));
        }

        private void WriteImages(EmbeddingFile file, ImageRecord[] images, ShardImages bytes)
        {
            var tensors = new List<ImageTensor>?[images.Length];
            try
            {
                Parallel.For(0, images.Length, index => tensors[index] = TryPreprocess(images[index], bytes));
                var read = images.Where((_, index) => tensors[index] is not null).ToList();
                if (read.Count > 0)
                    file.WriteImages(read, OfItems(read, contrastive.EmbedImages([.. tensors.OfType<List<ImageTensor>>().SelectMany(item => item)])));
                _images += read.Count;
                _skipped += images.Length - read.Count;
            }
            finally
            {
                foreach (var tensor in tensors.OfType<List<ImageTensor>>().SelectMany(item => item))
                    tensor.Dispose();
            }
        }

        // As in a run, a broken image fails alone; the caller gets the number of such images.
        private List<ImageTensor>? TryPreprocess(ImageRecord image, ShardImages bytes)
        {
            var tensors = new List<ImageTensor>(image.PartCount);
            try
            {
                tensors.AddRange(ItemImages.Select(image, bytes, (_, encoded) => contrastive.Preprocess(encoded, image.Display)));
                return tensors;
            }
            catch (Exception exception) when (exception is ImageException or BrokenImageException)
            {
                tensors.ForEach(tensor => tensor.Dispose());
                Interlocked.CompareExchange(ref _reason, $"row {image.Row}: {exception.Message}", null);
                return null;
            }
        }

        private List<float[]> OfItems(List<ImageRecord> items, float[][] embeddings)
        {
            var (vectors, next) = (new List<float[]>(items.Count), 0);
            foreach (var item in items)
            {
                vectors.Add(Embedding.OfItem(embeddings.AsSpan(next, item.PartCount), contrastive.SourceDescription));
                next += item.PartCount;
            }

            return vectors;
        }

        private List<string> NewTexts(IReadOnlyList<ImageRecord> images)
        {
            var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
            return
            [
                .. from image in images
                   from question in tasks.Of(image)
                   from variant in PromptVariants.Of(model.Manifest, image, question)
                   where variant.Name != PromptVariants.Ensemble
                   from text in variant.Options!
                   where _texts.Add(XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan())))
                   select text,
            ];
        }
    }
}

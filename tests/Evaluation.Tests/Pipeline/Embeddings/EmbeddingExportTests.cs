using Apache.Arrow;
using MuBench.Contrastive;
using MuBench.Pipeline.Embeddings;
using MuBench.TestUtils;

namespace MuBench.Tests.Pipeline.Embeddings;

public sealed class EmbeddingExportTests
{
    [Theory]
    [InlineData(ModelPrecisions.Fp32)]
    [InlineData(ModelPrecisions.Quantized)]
    public async Task Export_Run_WritesTheVectorsOfItsAnswers(string precision)
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: null, precision: precision);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "deeper", "vectors.parquet");
        var reports = new List<EmbeddingProgress>();

        var result = await ExportAsync(run, file, progress: new Listed(reports));

        var rows = Read(file);
        var images = rows.Where(row => row.Kind == "image").ToDictionary(row => row.Row!.Value);
        var texts = rows.Where(row => row.Kind == "text").ToDictionary(row => row.Text!, row => row.Embedding);
        Assert.Equal(new EmbeddingExportResult(10, texts.Count, 12, null), result);
        Assert.Equal(new EmbeddingProgress(10, 10, texts.Count), reports[^1]);
        Assert.Equal(Enumerable.Range(0, 10), images.Keys.Order());
        Assert.All(rows, row => Assert.Equal(1, ContrastiveModel.Similarity(row.Embedding, row.Embedding), 1e-5));
        Assert.All(images.Values, row => Assert.Equal(64, row.Sha256!.Length));
        var shard = await (await run.Harness.Inputs.GetAsync(run.Plan.RunId, TestContext.Current.CancellationToken)).Reader.ReadShardAsync(0, TestContext.Current.CancellationToken);
        foreach (var record in (await run.Harness.LogAsync("tiny")).Where(record => record.Form is "_0" or "_1"))
        {
            var options = shard[record.Row].CaptionOf(record.Question + record.Form)!.Options;
            Assert.Equal(record.Scores, options.Select(option => ContrastiveModel.Similarity(images[record.Row].Embedding, texts[option])));
        }
    }

    [Fact]
    public async Task Export_FileThatIsThere_IsKeptUnlessForced()
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: null);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "vectors.parquet");
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<UserException>(() => ExportAsync(run, file));

        Assert.Contains("--force", fault.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        await ExportAsync(run, file, replace: true);
        Assert.NotEmpty(Read(file));
    }

    [Fact]
    public async Task Export_Cancelled_LeavesNothing()
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: null);
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();

        var export = new EmbeddingExport(run.Harness.Context, run.Harness.Inputs);
        var request = new EmbeddingExportRequest(run.Plan.RunId, "tiny", Path.Combine(folder.Path, "vectors.parquet"), Replace: false);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => export.RunAsync(request, new Stopping(stop), stop.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Export_BrokenImage_LeavesItOutAndSaysSo()
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: null, dataset => File.WriteAllBytes(Path.Combine(dataset, "000003.png"), [1, 2, 3]));
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "vectors.parquet");

        var result = await ExportAsync(run, file);

        Assert.Equal((9, 1), (result.Images, result.Skipped!.Value.Images));
        Assert.StartsWith("row 3: ", result.Skipped.Value.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Read(file), row => row.Row == 3);
    }

    [Theory]
    [InlineData("chance", "Of this run 'tiny' has")]
    [InlineData("huge", "has no model 'huge'")]
    public async Task Export_ModelWithoutEmbeddings_SaysWhichHasThem(string model, string message)
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: null);

        var fault = await Assert.ThrowsAsync<UserException>(() => ExportAsync(run, "unused.parquet", model: model));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static Task<EmbeddingExportResult> ExportAsync(
        ContrastiveRun run, string file, bool replace = false, string model = "tiny", IProgress<EmbeddingProgress>? progress = null) =>
        new EmbeddingExport(run.Harness.Context, run.Harness.Inputs).RunAsync(
            new EmbeddingExportRequest(run.Plan.RunId, model, file, replace), progress, TestContext.Current.CancellationToken);

    private static List<Vector> Read(string file)
    {
        using var reader = new ParquetSharp.Arrow.FileReader(file);
        using var batches = reader.GetRecordBatchReader();
        var rows = new List<Vector>();
        while (batches.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            using (batch)
            {
                string? Text(string column, int row) => ((StringArray)batch.Column(column)).GetString(row);
                for (var row = 0; row < batch.Length; row++)
                {
                    var embedding = (FloatArray)((ListArray)batch.Column("embedding")).GetSlicedValues(row);
                    rows.Add(new Vector(Text("kind", row)!, ((Int32Array)batch.Column("row")).GetValue(row), Text("image_sha256", row), Text("text", row), [.. embedding.Values]));
                }
            }
        }

        return rows;
    }

    private sealed record Vector(string Kind, int? Row, string? Sha256, string? Text, float[] Embedding);

    private sealed class Listed(List<EmbeddingProgress> reports) : IProgress<EmbeddingProgress>
    {
        public void Report(EmbeddingProgress value) => reports.Add(value);
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<EmbeddingProgress>
    {
        public void Report(EmbeddingProgress value) => stop.Cancel();
    }
}

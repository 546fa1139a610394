using Apache.Arrow;
using MuBench.Contrastive;
using MuBench.Json;
using MuBench.Pipeline.Embeddings;
using MuBench.Storage;
using MuBench.TestUtils;
using MuBench.TestUtils.Contrastive;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>
/// Contrastive models with items of several images: the mean of their vectors, in process, behind an endpoint and in exports.
/// </summary>
public sealed class SeveralImagesContrastiveTests
{
    private const string Benchmark = """{ "dataset": "drawn", "tasks": ["microvqa"] }""";

    private static readonly IReadOnlyList<TestMicroVqa.Row> Rows = TestMicroVqa.Rows(6);

    [Fact]
    public async Task Evaluate_Contrastive_ComparesTheMeanOfTheImagesInProcessAndBehindAnEndpoint()
    {
        await using var harness = await SeveralImagesRunTests.CreateAsync(Rows);
        using var tiny = new TinyModel("separate");
        await StoreAsync(harness, tiny);
        await harness.PlanAsync("""{ "id": "m", "kind": "clip", "source": "models/tiny", "batchSize": 3 }""", Benchmark);
        await harness.EvaluateAsync();
        var inProcess = (await harness.LogAsync()).ToDictionary(record => record.Row);

        using var model = ContrastiveModel.Load(tiny.Path, new ContrastiveOptions { BatchSize = 3 });
        Assert.Equal(6, inProcess.Count);
        foreach (var (at, record) in inProcess)
        {
            var vectors = Rows[at].Images!.Select(image =>
            {
                using var tensor = model.Preprocess(image);
                return model.EmbedImages([tensor])[0];
            }).ToList();
            var mean = Enumerable.Range(0, vectors[0].Length).Select(i => vectors.Average(vector => (double)vector[i])).ToArray();
            var length = Math.Sqrt(mean.Sum(value => value * value));
            var texts = model.EmbedTexts([.. Rows[at].Choices.Select(choice => $"{Rows[at].Question} {choice}")]);
            for (var option = 0; option < texts.Length; option++)
                Assert.Equal(mean.Zip(texts[option], (a, b) => a * b).Sum() / length, record.Scores![option], 5);
            Assert.Equal(Rows[at].Images!.Select(image => Hashing.Sha256(image)), record.Images.Select(sent => sent.Sha256));
        }

        await using var server = await LoopbackEmbeddingServer.StartAsync(tiny.Path);
        await harness.PlanAsync($$"""{ "id": "m", "kind": "clip", "endpoint": "{{server.Endpoint}}", "model": "served", "batchSize": 4 }""", Benchmark);
        await harness.EvaluateAsync();
        var remote = await harness.LogAsync();
        Assert.Equal(6, remote.Count);
        Assert.All(remote, record =>
        {
            Assert.All(inProcess[record.Row].Scores!.Zip(record.Scores!), pair => Assert.Equal(pair.First, pair.Second, 4));
            Assert.Equal(Rows[record.Row].Images!.Select(image => Hashing.Sha256(image)), record.Images.Select(sent => sent.Sha256));
        });
    }

    [Fact]
    public async Task Evaluate_ContrastiveBehindAnEndpoint_ARefusedImageFailsItsItemOnce()
    {
        using var tiny = new TinyModel("separate");
        var refused = Convert.ToBase64String(Rows[3].Images![2]!);
        await using var server = await LoopbackEmbeddingServer.StartAsync(tiny.Path, (call, context) => call.Inputs.Any(input => input.EndsWith(refused, StringComparison.Ordinal))
            ? LoopbackEmbeddingServer.RefuseAsync(context, 400)
            : Task.FromResult(false));
        await using var harness = await SeveralImagesRunTests.CreateAsync(Rows);
        await harness.PlanAsync($$"""{ "id": "m", "kind": "clip", "endpoint": "{{server.Endpoint}}", "model": "served", "batchSize": 3 }""", Benchmark);
        var result = await harness.EvaluateAsync();
        Assert.Equal((5, 1, 0), (result.Answered, result.Failed, result.NotRun));
        Assert.Equal(3, Assert.Single(await harness.FaultsAsync()).Row);
    }

    [Fact]
    public async Task ExportEmbeddings_SeveralImages_HasTheVectorThatIsCompared()
    {
        await using var harness = await SeveralImagesRunTests.CreateAsync(Rows);
        using var tiny = new TinyModel("separate");
        await StoreAsync(harness, tiny);
        await harness.PlanAsync("""{ "id": "m", "kind": "clip", "source": "models/tiny", "batchSize": 3 }""", Benchmark);
        await harness.EvaluateAsync();
        using var folder = new TemporaryFolder();
        var result = await new EmbeddingExport(harness.Context, harness.Inputs).RunAsync(
            new EmbeddingExportRequest(harness.RunId, "m", Path.Combine(folder.Path, "e.parquet"), Replace: false), null, TestContext.Current.CancellationToken);
        Assert.Equal((6, null), (result.Images, result.Skipped?.Images));

        using var reader = new ParquetSharp.Arrow.FileReader(Path.Combine(folder.Path, "e.parquet"));
        using var batches = reader.GetRecordBatchReader();
        var batch = await batches.ReadNextRecordBatchAsync(TestContext.Current.CancellationToken);
        var (kinds, rows, texts) = ((StringArray)batch.Column("kind"), (Int32Array)batch.Column("row"), (StringArray)batch.Column("text"));
        var vectors = (ListArray)batch.Column("embedding");
        var places = Enumerable.Range(0, batch.Length).ToList();
        float[] VectorOf(int place) => ((FloatArray)vectors.GetSlicedValues(place)).Values.ToArray();
        foreach (var record in await harness.LogAsync())
        {
            var image = VectorOf(places.Single(place => kinds.GetString(place) == "image" && rows.GetValue(place) == record.Row));
            var options = Rows[record.Row].Choices.Select(choice => VectorOf(places.Single(place => texts.GetString(place) == $"{Rows[record.Row].Question} {choice}")));
            Assert.Equal(record.Scores, options.Select(option => ContrastiveModel.Similarity(image, option)));
        }
    }

    private static async Task StoreAsync(PipelineHarness harness, TinyModel tiny)
    {
        foreach (var file in Directory.EnumerateFiles(tiny.Path, "*", SearchOption.AllDirectories))
        {
            var path = StorePath.Parse("models/tiny/" + Path.GetRelativePath(tiny.Path, file).Replace('\\', '/'));
            await harness.Store.WriteAsync(path, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        }
    }
}

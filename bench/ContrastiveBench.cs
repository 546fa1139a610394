using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Pipeline;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;
using MuBench.Throttling;

namespace MuBench.Bench;

/// <summary>
/// Row 4 of the table: images per second of a contrastive model in the pipeline, compared with a bare ONNX Runtime loop on
/// prepared tensors.
/// </summary>
internal static class ContrastiveBench
{
    private const int Rounds = 3;

    // As many as the command line keeps open for a model in process.
    private const int OpenShards = 2;

    public static async Task<int> RunAsync(int images, int batch)
    {
        var folder = Directory.CreateTempSubdirectory("mubench-bench-").FullName;
        try
        {
            var store = await StoreAsync(folder, images);
            await MeasureAsync("quickstart CLIP", store, RepositoryFiles.Path("samples/quickstart/models/clip-base"), images, batch);
            var large = Path.Combine(folder, VitModel.Base32.Name);
            VitModel.Base32.Make(large, ModelPrecisions.Fp32);
            await MeasureAsync("ViT-B/32 of random weights", store, large, images, batch);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task<string> StoreAsync(string folder, int images)
    {
        var source = Path.Combine(folder, "source");
        TestDataset.Write(source, images);
        foreach (var file in Directory.GetFiles(source, "*.png"))
            await File.WriteAllBytesAsync(file, DrawnImages.Png(int.Parse(Path.GetFileNameWithoutExtension(file))));
        var store = Path.Combine(folder, "store");
        await DatasetImporter.ImportAsync(new DiskStore(store), "drawn", source, new ImportOptions(), null, CancellationToken.None);
        return store;
    }

    private static async Task MeasureAsync(string name, string folder, string model, int images, int batch)
    {
        var (bare, pipeline) = (Speed.None, Speed.None);
        for (var round = 0; round < Rounds; round++)
        {
            bare = bare.Better(BareOnnxLoop.Measure(Path.Combine(model, "onnx", "vision_model.onnx"), images, batch));
            pipeline = pipeline.Better(await PipelineAsync(folder, model, images, batch));
        }

        Console.WriteLine($"  {name}, {images} images, batch {batch}, best of {Rounds}:");
        Console.WriteLine($"    pipeline  {pipeline}");
        Console.WriteLine($"    bare loop {bare}");
        Console.WriteLine($"    ratio     {pipeline.ImagesPerSecond / bare.ImagesPerSecond:F2} by the clock (target 0.90), {bare.CpuMilliseconds / pipeline.CpuMilliseconds:F2} by processor time");
    }

    private static async Task<Speed> PipelineAsync(string folder, string model, int images, int batch)
    {
        var store = new DiskStore(folder);
        var context = new PipelineContext(store, new SecretResolver(_ => null), EndpointPolicy.ForCli(null), TimeProvider.System);
        var json = System.Text.Encoding.UTF8.GetBytes(
            $$"""{ "name": "contrastive", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "m", "kind": "clip", "source": "models/bench", "batchSize": {{batch}} } ] }""");
        Copy(model, Path.Combine(folder, "models", "bench"));
        var runId = RunId.Of(ManifestReader.Read(json).Manifest!, json);
        await store.WriteAsync(StoreLayout.RunManifest(runId), json);
        var inputs = new RunInputs(context);
        await new PlanRun(context).RunAsync(new PlanRunRequest(runId));
        var (plan, _) = await inputs.GetAsync(runId, CancellationToken.None);
        await using var pool = new ModelPool(context);
        // Loads the model and embeds the captions, which all rounds share; only images are measured.
        await EvaluateAsync();
        Directory.Delete(Path.Combine(folder, "responses"), recursive: true);
        return await Speed.MeasureAsync(images, EvaluateAsync);

        Task EvaluateAsync() => Parallel.ForEachAsync(
            Enumerable.Range(0, plan.Shards.Count), new ParallelOptions { MaxDegreeOfParallelism = OpenShards },
            async (shard, token) => await new EvaluateShard(context, pool, inputs).RunAsync(
                new EvaluateShardRequest(runId, "m", shard), new ModelProgress("m", plan.Questions), CancellationToken.None, token));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path, overwrite: true);
        }
    }
}

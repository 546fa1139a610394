using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using MuBench.Contrastive;
using MuBench.TestUtils.Processes;

namespace MuBench.Bench;

/// <summary>Checks that the inference server runs entirely on the GPU and gives the same embeddings as the processor.</summary>
internal static class GpuChecks
{
    private const int Drawn = 54;

    /// <summary>The GPU and its driver, in words.</summary>
    public static async Task<string> CardAsync()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("nvidia-smi", ["--query-gpu=name,driver_version,memory.total", "--format=csv,noheader"]) { RedirectStandardOutput = true })!;
            return (await process.StandardOutput.ReadToEndAsync()).Trim().ReplaceLineEndings("; ");
        }
        catch (Win32Exception)
        {
            return "no nvidia-smi";
        }
    }

    /// <summary>Checks a model. A failed check ends the benchmark.</summary>
    public static async Task RunAsync(string name, string folder, IReadOnlyList<byte[]> pngs, InferenceSettings settings)
    {
        Console.WriteLine($"  {name}, on the GPU or not at all:");
        await RefusalAsync(folder, settings);
        IReadOnlyList<byte[]> images = [.. pngs, .. Enumerable.Range(100, Drawn).Select(seed => DrawnImages.Png(seed))];
        var reference = OnProcessor(folder, images);
        Console.WriteLine($"    two different images of these {images.Count} have a cosine of {Pairs(reference).Min():F6} to {Pairs(reference).Max():F6} on the processor");
        foreach (var precision in settings.Precisions)
        {
            await CompareAsync(folder, precision, images, reference, settings with { Tf32 = false });
            if (precision == ModelPrecisions.Fp32)
                await CompareAsync(folder, precision, images, reference, settings with { Tf32 = true });
        }
    }

    private static async Task RefusalAsync(string folder, InferenceSettings settings)
    {
        var hidden = new Dictionary<string, string?> { ["CUDA_VISIBLE_DEVICES"] = "" };
        var (code, output) = await InferenceProcess.RunAsync(folder, hidden, settings.Server(settings.Precisions[0], 16));
        if (code == 0)
            throw new InvalidOperationException($"The server ran without a GPU: {output}");
        Console.WriteLine($"    with the GPU hidden the server ends with {code}: {output.Split('\n').FirstOrDefault(line => line.Contains("Not served", StringComparison.Ordinal))?.Trim()}");
    }

    private static float[][] OnProcessor(string folder, IReadOnlyList<byte[]> images)
    {
        using var model = ContrastiveModel.Load(folder, new ContrastiveOptions());
        var tensors = new ImageTensor[images.Count];
        Parallel.For(0, images.Count, index => tensors[index] = model.Preprocess(images[index]));
        var vectors = model.EmbedImages(tensors);
        Array.ForEach(tensors, tensor => tensor.Dispose());
        return vectors;
    }

    private static async Task CompareAsync(string folder, string precision, IReadOnlyList<byte[]> images, float[][] reference, InferenceSettings settings)
    {
        using var server = await InferenceProcess.StartAsync(folder, settings.Server(precision, 16));
        using var http = new HttpClient { BaseAddress = server.Address };
        using var models = JsonDocument.Parse(await http.GetStringAsync(new Uri("/v1/models", UriKind.Relative)));
        var described = models.RootElement.GetProperty("data")[0];
        var wanted = ExecutionProviders.RuntimeName(settings.Provider);
        var page = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        if (described.GetProperty("execution_provider").GetString() != wanted || !page.Contains($"provider=\"{wanted}\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"The server does not say that it runs by {wanted}.");
        using var load = new InferenceLoad(server.Address, Path.GetFileName(folder), images);
        var vectors = await load.EmbedAsync(load.Body(images.Count));
        var cosines = vectors.Zip(reference, (a, b) => ContrastiveModel.Similarity(a, b)).ToList();
        var difference = vectors.Zip(reference, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max()).Max();
        Console.WriteLine($"    {precision}{(settings.Tf32 ? " with TF32" : "")}: {described.GetProperty("nodes").GetRawText()}; beside the processor's fp32, least cosine {cosines.Min():F7}, greatest difference of a number {difference:E1}");
    }

    private static IEnumerable<float> Pairs(float[][] vectors)
    {
        for (var i = 0; i < vectors.Length; i++)
        {
            for (var j = 0; j < i; j++)
                yield return ContrastiveModel.Similarity(vectors[i], vectors[j]);
        }
    }
}

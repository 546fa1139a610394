using System.Text.Json;
using MuBench.Datasets;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Storage;
using MuBench.TestUtils;

namespace MuBench.Tests.Pipeline;

/// <summary>The five steps with an interpolation of the quickstart's two models.</summary>
public sealed class InterpolationTests
{
    private const string Benchmark = """{ "dataset": "quickstart", "limit": 24 }""";
    private const string Mix = """{ "id": "mix", "kind": "interpolation", "base": "models/base", "tuned": "models/tuned", "alphas": [0, 0.5], "batchSize": 8 }""";
    private const string Plain = """{ "id": "base", "kind": "clip", "source": "models/base" }, { "id": "tuned", "kind": "clip", "source": "models/tuned" }""";

    [Fact]
    public async Task Plan_Interpolation_IsOneModelPerAlphaWhoseEndsHaveTheKeysOfTheFolders()
    {
        await using var harness = await CreateAsync();
        var plan = await harness.PlanAsync($"{Plain}, {Mix}", Benchmark);

        Assert.Equal(["base", "tuned", "mix@0", "mix@0.5"], plan.Models.Select(model => model.Manifest.Id));
        Assert.Equal(plan.ModelOf("base").Key, plan.ModelOf("mix@0").Key);
        Assert.Equal(4 - 1, plan.Models.Select(model => model.Key).Distinct().Count());
        Assert.Equal(("models/base", 8), (plan.ModelOf("mix@0").Manifest.Source, plan.ModelOf("mix@0").Manifest.BatchSize));
        Assert.StartsWith("models/interpolated/", plan.ModelOf("mix@0.5").Manifest.Source);
        Assert.Equal(plan.ModelOf("tuned").Key, plan.ModelOf("mix@0.5").Interpolation!.Tuned.Key);
        Assert.Empty(await FilesAsync(harness, "models/interpolated"));
    }

    [Fact]
    public async Task Plan_OtherWeightsOrAlpha_IsAnotherKey()
    {
        await using var harness = await CreateAsync();
        var plan = await harness.PlanAsync(Mix, Benchmark);
        var other = await harness.PlanAsync(Mix.Replace("0.5", "0.4", StringComparison.Ordinal), Benchmark);
        var turned = await harness.PlanAsync(Mix.Replace("models/base", "models/x", StringComparison.Ordinal).Replace("models/tuned", "models/base", StringComparison.Ordinal).Replace("models/x", "models/tuned", StringComparison.Ordinal), Benchmark);

        Assert.Equal(3, new[] { plan.ModelOf("mix@0.5").Key, other.ModelOf("mix@0.4").Key, turned.ModelOf("mix@0.5").Key }.Distinct().Count());
    }

    [Fact]
    public async Task Plan_TargetThatIsNoSource_NamesTheNearest()
    {
        await using var harness = await CreateAsync();

        var fault = await Assert.ThrowsAsync<UserException>(() => harness.PlanAsync(
            Mix.Replace("\"batchSize\"", "\"target\": \"dataset:quickstart_tissue\", \"batchSize\"", StringComparison.Ordinal), Benchmark));

        Assert.Contains("'dataset:quickstart_tissue' names no source dataset", fault.Message);
        Assert.Contains("'quickstart_tissue_he'", fault.Message);
    }

    [Fact]
    public async Task Prepare_Mixture_IsMadeOnce()
    {
        await using var harness = await CreateAsync();
        var plan = await harness.PlanAsync(Mix, Benchmark);

        Assert.Null((await PrepareAsync(harness, "mix@0.5")).StopReason);

        var folder = plan.ModelOf("mix@0.5").Manifest.Source!;
        var files = await FilesAsync(harness, folder);
        Assert.Contains(folder + "/interpolation.json", files);
        Assert.Contains(folder + "/onnx/vision_model.onnx", files);
        Assert.Contains(folder + "/tokenizer.json", files);
        var marked = StorePath.Parse(folder + "/config.json");
        var config = (await harness.Store.TryReadAsync(marked, TestContext.Current.CancellationToken))!;
        config[^1] = (byte)' '; // the length is unchanged, and existing mixtures are not made again
        await harness.Store.WriteAsync(marked, config, TestContext.Current.CancellationToken);
        await PrepareAsync(harness, "mix@0.5");
        Assert.Equal(config, await harness.Store.TryReadAsync(marked, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("interpolation.json", null)]
    [InlineData("onnx/text_model.onnx", null)]
    [InlineData("onnx/vision_model.onnx", "half")]
    public async Task Prepare_HalfWrittenFolder_IsMadeAgain(string file, string? content)
    {
        await using var harness = await CreateAsync();
        var plan = await harness.PlanAsync(Mix, Benchmark);
        await PrepareAsync(harness, "mix@0.5");
        var path = StorePath.Parse($"{plan.ModelOf("mix@0.5").Manifest.Source}/{file}");
        var whole = await harness.Store.TryReadAsync(path, TestContext.Current.CancellationToken);
        if (content is null)
            await harness.Store.DeleteAsync(path, TestContext.Current.CancellationToken);
        else
            await harness.Store.WriteAsync(path, System.Text.Encoding.UTF8.GetBytes(content), TestContext.Current.CancellationToken);

        Assert.Null((await PrepareAsync(harness, "mix@0.5")).StopReason);

        Assert.Equal(whole, await harness.Store.TryReadAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Steps_InterpolationBesideItsBase_ShareAnswersAndGiveACurve()
    {
        await using var harness = await CreateAsync();
        var plan = await harness.PlanAsync($"{Plain}, {Mix}", Benchmark);
        await RunAsync(harness, plan);

        var report = await ReportAsync(harness);
        Assert.Equal(["clip", "clip", "interpolation", "interpolation"], report.Models.Select(model => model.Kind));
        Assert.Equal(report.Models[0].Outcomes, report.Models[2].Outcomes);
        var interpolation = Assert.Single(report.Interpolations);
        Assert.Equal(("mix", "models/base", "models/tuned", "h&e"), (interpolation.Id, interpolation.Base, interpolation.Tuned, interpolation.Target));
        Assert.Equal([(0, "mix@0"), (0.5, "mix@0.5"), (1, "tuned")], interpolation.Points.Select(point => (point.Alpha, point.Model)));
        Assert.All(interpolation.Points, point => Assert.Equal(9, point.Means.Count));
        var held = interpolation.HeldOut!;
        Assert.Equal(24, held.Choosing.Images + held.Reporting.Images);
        Assert.InRange(held.Choosing.Images, 11, 13);
        Assert.NotEqual(OutcomesOf(report, "base"), OutcomesOf(report, "mix@0.5"));
    }

    [Fact]
    public async Task Steps_ModelsThatDoNotFit_VoidTheMixturesAloneWithTheList()
    {
        await using var harness = await CreateAsync();
        var config = StorePath.Parse("models/tuned/config.json");
        var text = System.Text.Encoding.UTF8.GetString((await harness.Store.TryReadAsync(config, TestContext.Current.CancellationToken))!);
        var changed = text.Replace("\"projection_dim\": 64", "\"projection_dim\": 63", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        await harness.Store.WriteAsync(config, System.Text.Encoding.UTF8.GetBytes(changed), TestContext.Current.CancellationToken);
        var plan = await harness.PlanAsync($$"""{{Mix}}, { "id": "chance", "kind": "random" }""", Benchmark);

        var prepared = await PrepareAsync(harness, "mix@0.5");
        await RunAsync(harness, plan);

        Assert.Contains("cannot be combined", prepared.StopReason);
        Assert.Contains("projection_dim", prepared.StopReason);
        Assert.Contains("'models/tuned'", prepared.StopReason);
        var report = await ReportAsync(harness);
        Assert.Equal([false, true, false], report.Models.Select(model => model.Void));
        Assert.Contains("projection_dim", report.Models[1].VoidReason);
        Assert.Null(report.Interpolations[0].HeldOut);
        Assert.Empty(await FilesAsync(harness, "models/interpolated"));
    }

    private static async Task<PipelineHarness> CreateAsync()
    {
        var sample = RepositoryFiles.Path("samples", "quickstart");
        Assert.SkipUnless(Directory.Exists(sample), "The quickstart sample is not here.");
        var harness = await PipelineHarness.CreateAsync(images: 1);
        await DatasetImporter.ImportAsync(harness.Store, "quickstart", Path.Combine(sample, "dataset"), new ImportOptions(), null, TestContext.Current.CancellationToken);
        await CopyAsync(harness, Path.Combine(sample, "models", "clip-base"), "models/base");
        await CopyAsync(harness, Path.Combine(sample, "models", "clip-he-tuned"), "models/tuned");
        return harness;
    }

    private static async Task CopyAsync(PipelineHarness harness, string folder, string to)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var path = StorePath.Parse($"{to}/{Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')}");
            await harness.Store.WriteAsync(path, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        }
    }

    private static Task<PrepareModelResult> PrepareAsync(PipelineHarness harness, string model) =>
        harness.Prepare.RunAsync(new PrepareModelRequest(harness.RunId, model), TestContext.Current.CancellationToken);

    private static async Task RunAsync(PipelineHarness harness, RunPlan plan)
    {
        foreach (var id in plan.Models.Select(model => model.Manifest.Id))
        {
            var prepared = await PrepareAsync(harness, id);
            for (var shard = 0; shard < plan.Shards.Count && prepared.StopReason is null; shard++)
                await harness.EvaluateAsync(id, shard);
            await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, id, prepared.StopReason), TestContext.Current.CancellationToken);
        }

        await harness.Report.RunAsync(new WriteReportRequest(harness.RunId), TestContext.Current.CancellationToken);
    }

    private static async Task<RunReport> ReportAsync(PipelineHarness harness)
    {
        var path = StoreLayout.RunReport(harness.RunId, ReportFiles.Json);
        return JsonDocuments.Read((await harness.Store.TryReadAsync(path, TestContext.Current.CancellationToken))!, ReportJsonContext.Default.RunReport, path);
    }

    private static string OutcomesOf(RunReport report, string model) => JsonSerializer.Serialize(report.Models.Single(other => other.Id == model).Scores);

    private static async Task<List<string>> FilesAsync(PipelineHarness harness, string folder)
    {
        var files = new List<string>();
        await foreach (var file in harness.Store.ListAsync(StorePath.Parse(folder), TestContext.Current.CancellationToken))
            files.Add(file.Path.Value);
        return files;
    }
}

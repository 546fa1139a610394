using System.Globalization;
using MuBench.Contrastive;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Storage;
using MuBench.TestUtils.Contrastive;

namespace MuBench.Tests.Pipeline;

/// <summary>A finished run of the tiny contrastive model and a floor over ten images.</summary>
internal sealed class ContrastiveRun : IAsyncDisposable
{
    private ContrastiveRun(PipelineHarness harness, RunPlan plan) => (Harness, Plan) = (harness, plan);

    public PipelineHarness Harness { get; }

    public RunPlan Plan { get; }

    public static async Task<ContrastiveRun> CreateAsync(double? logitScale, Action<string>? spoil = null, string precision = ModelPrecisions.Fp32)
    {
        var harness = await PipelineHarness.CreateAsync(images: 10, spoil: spoil);
        using var model = new TinyModel("separate");
        if (logitScale is { } scale)
            model.Write("config.json", $$"""{ "model_type": "clip", "logit_scale": {{scale.ToString(CultureInfo.InvariantCulture)}} }""");
        if (precision == ModelPrecisions.Quantized)
        {
            foreach (var side in (string[])["vision_model", "text_model"])
                model.Copy($"clip/onnx/{side}_quantized.onnx", $"onnx/{side}_quantized.onnx");
        }

        foreach (var file in Directory.EnumerateFiles(model.Path, "*", SearchOption.AllDirectories))
        {
            var path = StorePath.Parse("models/tiny/" + Path.GetRelativePath(model.Path, file).Replace('\\', '/'));
            await harness.Store.WriteAsync(path, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        }

        var plan = await harness.PlanAsync($$"""{ "id": "tiny", "kind": "clip", "source": "models/tiny", "precision": "{{precision}}" }, { "id": "chance", "kind": "random" }""");
        var run = new ContrastiveRun(harness, plan);
        foreach (var id in (string[])["tiny", "chance"])
        {
            Assert.Null((await harness.Prepare.RunAsync(new PrepareModelRequest(plan.RunId, id), TestContext.Current.CancellationToken)).StopReason);
            await harness.EvaluateAsync(id);
        }

        await run.ScoreAsync();
        return run;
    }

    /// <summary>Scores both models and writes the report.</summary>
    public async Task ScoreAsync()
    {
        foreach (var id in (string[])["tiny", "chance"])
            await Harness.Score.RunAsync(new ScoreModelRequest(Plan.RunId, id), TestContext.Current.CancellationToken);
        await Harness.Report.RunAsync(new WriteReportRequest(Plan.RunId), TestContext.Current.CancellationToken);
    }

    public async Task<RunReport> ReportAsync()
    {
        var path = StoreLayout.RunReport(Harness.RunId, ReportFiles.Json);
        return JsonDocuments.Read(await Harness.Store.TryReadAsync(path, TestContext.Current.CancellationToken), ReportJsonContext.Default.RunReport, path);
    }

    public ValueTask DisposeAsync() => Harness.DisposeAsync();
}

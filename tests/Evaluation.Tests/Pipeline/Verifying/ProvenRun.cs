using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Verifying;
using MuBench.Proofs;
using MuBench.Scoring;
using MuBench.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Verifying;

/// <summary>
/// A finished run with every sort of model: a generative one with a control, a contrastive one and a floor. The readers disagree on the
/// generative model's responses about the first image, and its second image fails.
/// </summary>
internal sealed class ProvenRun : IAsyncDisposable
{
    private readonly LoopbackChatServer _server;

    private ProvenRun(LoopbackChatServer server, PipelineHarness harness, RunPlan plan) => (_server, Harness, Plan) = (server, harness, plan);

    public PipelineHarness Harness { get; }

    public RunPlan Plan { get; }

    public string RunId => Plan.RunId;

    public DiskStoreFiles Files => new(Harness.Store.Description);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ProvenRun> CreateAsync(int images = 4, string more = "")
    {
        var server = await LoopbackChatServer.StartAsync(call =>
            call.Prompt.Contains("image 1?", StringComparison.Ordinal) ? LoopbackResponse.Error(400, "odd")
            : call.Prompt.Contains("image 0?", StringComparison.Ordinal) ? LoopbackResponse.Text("Not a, but perhaps b")
            : LoopbackResponse.Text(call.HasImage ? call.StableLetter() : "A"));
        var harness = await PipelineHarness.CreateAsync(images);
        await harness.StoreModelAsync("models/tiny", "tests/Contrastive.Tests/data/clip");
        var plan = await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x", "maxConcurrency": 4, "controls": ["blind"] {{more}} }, { "id": "c", "kind": "clip", "source": "models/tiny" }, { "id": "chance", "kind": "random" }""",
            """{ "dataset": "drawn", "tasks": ["coarse/modality", "coarse/stain"] }""",
            """, "failAbove": 0.5""");
        await harness.RunAsync(plan);
        return new ProvenRun(server, harness, plan);
    }

    public Task<VerifyResult> VerifyAsync(bool images = false, string? rescored = null) =>
        new VerifyRun(Harness.Context).RunAsync(new VerifyRequest(RunId, rescored, images), Token);

    /// <summary>The store path of a model's log.</summary>
    public StorePath Log(string modelId = "m") => StoreLayout.ResponseLog(Plan.ModelOf(modelId).Key, Plan.Dataset, Plan.Revision, 0);

    public async Task<ModelProof> ProofAsync(string modelId)
    {
        var path = StoreLayout.Results(RunId).ModelProof(modelId);
        return JsonDocuments.Read((await Harness.Store.TryReadAsync(path, Token))!, ProofJsonContext.Default.ModelProof, path);
    }

    public async Task<ModelScores> ScoresAsync(string modelId) => await Harness.ScoresAsync(modelId);

    public async ValueTask DisposeAsync()
    {
        await Harness.DisposeAsync();
        await _server.DisposeAsync();
    }
}

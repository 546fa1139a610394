using System.Text;
using MuBench.Pipeline.Progress;
using MuBench.Storage;
using MuBench.TestUtils.Http;
using MuBench.Tests.Pipeline;
using MuBench.Viewing;

namespace MuBench.Tests.Viewing;

/// <summary>A store with finished runs of a drawn dataset of 70 images.</summary>
internal sealed class ViewedStore : IAsyncDisposable
{
    private ViewedStore(PipelineHarness harness, LoopbackChatServer server) => (Harness, Server, View) = (harness, server, new StoreView(harness.Context));

    public PipelineHarness Harness { get; }

    public LoopbackChatServer Server { get; }

    public StoreView View { get; }

    public static async Task<ViewedStore> CreateAsync(Func<ChatCall, LoopbackResponse>? answer = null) =>
        new(await PipelineHarness.CreateAsync(70), await LoopbackChatServer.StartAsync(answer ?? (call => LoopbackResponse.Text(call.StableLetter()))));

    /// <summary>A hosted model of a manifest.</summary>
    public string Model(string id, string name = "x") => $$"""{ "id": "{{id}}", "kind": "openai", "endpoint": "{{Server.Endpoint}}", "model": "{{name}}" }""";

    /// <summary>Runs a manifest to its end.</summary>
    public async Task<string> RunAsync(string models, string benchmark = """{ "dataset": "drawn" }""")
    {
        var plan = await Harness.PlanAsync(models, benchmark);
        await Harness.RunAsync(plan);
        await Harness.Store.WriteAsync(StoreLayout.RunStatus(plan.RunId), Encoding.UTF8.GetBytes(
            $$"""{ "formatVersion": 1, "runId": "{{plan.RunId}}", "state": "{{RunStates.Done}}", "updatedAt": "2026-11-02T00:00:00Z", "dataset": "drawn", "alarms": [], "models": [] }"""));
        return plan.RunId;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Harness.DisposeAsync();
    }
}

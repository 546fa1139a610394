using System.Text;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Testing;
using MuBench.Functions.Orchestrations;
using MuBench.Tests.Functions.Orchestrations;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Functions.WebConsole;

/// <summary>A console over a store with a drawn dataset, whose runs are really made, by models that answer when the test lets them.</summary>
public sealed class ConsoleScene : IAsyncLifetime
{
    /// <summary>The name of a model that does harm where it becomes markup.</summary>
    public const string HostileModel = "<img src=x onerror=window.hacked=1>";

    private readonly SemaphoreSlim _gate = new(0, int.MaxValue);

    private LoopbackChatServer _models = null!;
    private DurableTaskTestHost _hub = null!;
    private ConsoleServer _server = null!;
    private RunScene _scene = null!;

    /// <summary>A run that is done, with a model of a hostile name.</summary>
    public string Ready { get; private set; } = "";

    /// <summary>The server.</summary>
    internal ConsoleServer Server => _server;

    public async ValueTask InitializeAsync()
    {
        _models = await LoopbackChatServer.StartAsync(async call =>
        {
            if (call.Body.Contains("\"gated\"", StringComparison.Ordinal)) await _gate.WaitAsync(call.Aborted);
            return LoopbackResponse.Text(call.StableLetter());
        });
        _scene = await RunScene.CreateAsync(images: 8);
        _hub = await MemoryHub.StartAsync(_scene);
        _server = await StartAsync(0);
        Ready = await _scene.AcceptAsync(RunScene.Manifest($$"""{ "id": "hostile", "kind": "openai", "endpoint": "{{_models.Endpoint}}", "model": "{{HostileModel}}" }, { "id": "chance", "kind": "random" }"""));
        await _hub.Client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), Ready, new StartOrchestrationOptions(Ready));
        await _hub.Client.EndAsync(Ready);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Release(100_000);
        await _server.DisposeAsync();
        await _hub.DisposeAsync();
        await _scene.DisposeAsync();
        await _models.DisposeAsync();
        _gate.Dispose();
    }

    /// <summary>Starts another server of the console.</summary>
    internal Task<ConsoleServer> StartAsync(int port) => ConsoleServer.StartAsync(_scene.Context, _hub.Client, port);

    /// <summary>Lets the gated model answer this many questions.</summary>
    public void Answer(int questions) => _gate.Release(questions);

    /// <summary>A manifest of a model that answers when it is let, and of one that answers at once.</summary>
    /// <param name="name">The name of the run.</param>
    public string Manifest(string name) => $$"""
        {
          "name": "{{name}}",
          "benchmark": { "dataset": "drawn" },
          "models": [
            { "id": "slow", "kind": "openai", "endpoint": "{{_models.Endpoint}}", "model": "gated", "maxConcurrency": 2, "price": { "inputPerMillion": 1, "outputPerMillion": 2 } },
            { "id": "chance", "kind": "random" }
          ]
        }
        """.ReplaceLineEndings("\n");

    /// <summary>Writes a file of the manifest for the browser to open.</summary>
    public static string Write(MuBench.TestUtils.TemporaryFolder folder, string manifest)
    {
        var file = Path.Combine(folder.Path, "dropped.json");
        File.WriteAllText(file, manifest, new UTF8Encoding(false));
        return file;
    }
}

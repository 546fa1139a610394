using System.Text;
using MuBench.Cli;
using MuBench.Cli.Viewing;
using MuBench.Storage.Disk;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Cli.Viewing;

/// <summary>A store with two finished runs of hosted models over 20 drawn images, a run in progress, and a viewer.</summary>
public sealed class ViewedRuns : IAsyncLifetime
{
    /// <summary>An answer that does harm where it becomes markup.</summary>
    public const string HostileAnswer = "A) </script><img src=x onerror=\"window.hacked=1\"><b>bold</b>";

    private readonly TemporaryFolder _folder = new();
    private LoopbackChatServer _server = null!;
    private Viewer _viewer = null!;

    /// <summary>The store.</summary>
    public DiskStore Store => new(Path.Combine(_folder.Path, "store"));

    /// <summary>The dataset.</summary>
    public string Dataset { get; private set; } = "";

    /// <summary>The finished runs.</summary>
    public IReadOnlyList<string> Runs { get; private set; } = [];

    /// <summary>The address of the viewer, without a path.</summary>
    public string Root => _viewer.Address[.._viewer.Address.IndexOf("/?", StringComparison.Ordinal)];

    /// <summary>The address of a page, with the token.</summary>
    public string AddressOf(string path) => $"{Root}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{_viewer.Address[(_viewer.Address.IndexOf('?', StringComparison.Ordinal) + 1)..]}";

    /// <summary>The folder in which viewers keep their secret.</summary>
    internal string Memory => Path.Combine(_folder.Path, "memory");

    public async ValueTask InitializeAsync()
    {
        TestDataset.Write(Path.Combine(_folder.Path, "drawn"), 20, 48);
        var questions = Path.Combine(_folder.Path, "drawn", "questions.jsonl");
        await File.WriteAllTextAsync(questions, (await File.ReadAllTextAsync(questions)).Replace("stain of image 3?", "stain <b onclick=1>of</b> image 3?", StringComparison.Ordinal));
        _server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.Body.Contains("\"hostile\"", StringComparison.Ordinal) ? HostileAnswer : call.StableLetter()));
        await RunAsync("first", $$"""{{Model("steady")}}, {{Model("hostile")}}, { "id": "chance", "kind": "random" }""", "");
        await RunAsync("second", $$"""{{Model("steady")}}, {{Model("other")}}""", """, "limit": 5""");
        Runs = [.. (await Store.ListFoldersAsync(MuBench.Storage.StoreLayout.Runs)).Order(StringComparer.Ordinal)];
        Dataset = (await Store.ListFoldersAsync(MuBench.Storage.StoreLayout.Datasets)).Single();
        await WriteStatusAsync("live-22222222", 3);
        _viewer = await StartAsync(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _viewer.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Starts another viewer of the store.</summary>
    internal Task<Viewer> StartAsync(int port) => Viewer.StartAsync(OfflineContext.Of(Store), port, Memory, CancellationToken.None);

    /// <summary>Writes the status of a run in progress.</summary>
    public Task WriteStatusAsync(string id, int done) => Store.WriteAsync(MuBench.Storage.StoreLayout.RunStatus(id), Encoding.UTF8.GetBytes(
        $$"""
        { "formatVersion": 1, "runId": "{{id}}", "state": "running", "startedAt": "2026-11-02T00:00:00Z", "updatedAt": "{{TimeProvider.System.GetUtcNow():O}}", "dataset": "{{Dataset}}",
          "models": [ { "id": "m", "state": "evaluating", "questions": 10, "done": {{done}}, "reused": 0, "failed": 0, "inFlight": 1, "waiting": 0,
            "inputTokens": 5, "outputTokens": 5, "usd": 1.5, "perSecond": 0 } ] }
        """));

    private string Model(string name) => $$"""{ "id": "{{name}}", "kind": "openai", "endpoint": "{{_server.Endpoint}}", "model": "{{name}}" }""";

    private async Task RunAsync(string name, string models, string limit)
    {
        var manifest = Path.Combine(_folder.Path, name + ".json");
        await File.WriteAllTextAsync(manifest, $$"""{ "name": "{{name}}", "benchmark": { "dataset": "./drawn"{{limit}} }, "models": [ {{models}} ] }""");
        Assert.Equal(0, await CommandLine.RunAsync(["run", manifest, "--store", Store.Description]));
    }
}

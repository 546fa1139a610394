using System.Text;
using System.Text.Json.Nodes;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>A key appears in no file and no output of a run, however the run ends.</summary>
public sealed class CanaryTests
{
    private const string Canary = "canary-3f9c1d7b52e84a60";

    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["LOOP_KEY"] = Canary,
        ["ANTHROPIC_API_KEY"] = Canary,
        ["OPENAI_API_KEY"] = Canary,
        ["AZURE_CLIENT_SECRET"] = Canary,
    };

    [Theory]
    [InlineData("openai")]
    [InlineData("azure-openai")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task Key_RunThatSucceeds_IsNowhere(string kind)
    {
        await using var server = await StartAsync(kind, call => ResponseOf(kind, $"{call.StableLetter()}) {Canary}"));
        using var folder = Folder(kind, server);

        var run = await RunAsync(folder);

        Assert.True(run.Code == 0, run.Output);
        Assert.Contains(server.Calls, HasKey);
        AssertNowhere(folder, run.Output);
    }

    /// <summary>The server returns the key as the model's name, as the fingerprint and as the finish reason.</summary>
    [Theory]
    [InlineData("openai")]
    [InlineData("azure-openai")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task Key_EchoedAsAName_IsNowhere(string kind)
    {
        await using var server = await StartAsync(kind, call =>
        {
            var response = JsonNode.Parse(ResponseOf(kind, call.StableLetter()).Body)!;
            foreach (var field in (string[])["id", "model", "modelVersion", "responseId", "system_fingerprint"])
                response[field] = Canary;
            return new LoopbackResponse(200, response.ToJsonString());
        });
        using var folder = Folder(kind, server);

        var run = await RunAsync(folder);

        Assert.True(run.Code == 0, run.Output);
        AssertNowhere(folder, run.Output);
    }

    [Theory]
    [InlineData("openai", 401)]
    [InlineData("openai", 400)]
    [InlineData("openai", 500)]
    [InlineData("azure-openai", 401)]
    [InlineData("azure-openai", 404)]
    [InlineData("anthropic", 401)]
    [InlineData("anthropic", 400)]
    [InlineData("gemini", 403)]
    [InlineData("gemini", 400)]
    public async Task Key_RunThatFailsAndAServerThatEchoes_IsNowhere(string kind, int status)
    {
        await using var server = await StartAsync(kind, call =>
        {
            var echo = string.Join(' ', call.Headers.Select(header => $"{header.Key}={header.Value}"));
            var body = new JsonObject
            {
                ["type"] = "error",
                ["error"] = new JsonObject { ["type"] = "error", ["code"] = kind == "gemini" ? status : "error", ["status"] = "ERROR", ["message"] = $"{Canary} {echo}" },
            };
            return new LoopbackResponse(status, body.ToJsonString(), new Dictionary<string, string> { ["Retry-After"] = "0", ["x-echo"] = Canary });
        });
        using var folder = Folder(kind, server);

        var run = await RunAsync(folder);

        Assert.Equal(4, run.Code);
        Assert.Contains("***", run.Output, StringComparison.Ordinal);
        AssertNowhere(folder, run.Output);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("azure-openai")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task Key_RunThatIsKilled_IsNowhere(string kind)
    {
        await using var server = await StartAsync(kind, call => ResponseOf(kind, call.StableLetter()));
        using var folder = Folder(kind, server, images: 400);
        using var run = CliProcess.Start(["run", "manifest.json", "--store", folder.Store], folder.Folder, Environment);
        await Waiting.UntilAsync(() => server.Count >= 50);

        run.Kill();
        await run.WaitAsync(TimeSpan.FromSeconds(60));

        AssertNowhere(folder, run.Output + run.Error);
    }

    /// <summary>A value that is not valid in a header would be quoted by the exceptions of the HTTP stack.</summary>
    [Theory]
    [InlineData("openai")]
    [InlineData("azure-openai")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task Key_ThatCannotBeSent_IsNowhere(string kind)
    {
        await using var server = await StartAsync(kind, call => ResponseOf(kind, call.StableLetter()));
        using var folder = Folder(kind, server);

        var (code, output, error) = await CliProcess.RunAsync(
            ["run", "manifest.json", "--store", folder.Store], folder.Folder, new Dictionary<string, string?> { ["LOOP_KEY"] = $"{Canary}\nsecond: line" });

        Assert.Equal(4, code);
        Assert.Equal(0, server.Count);
        AssertNowhere(folder, output + error);
    }

    private static Task<LoopbackChatServer> StartAsync(string kind, Func<ChatCall, LoopbackResponse> respond) => kind switch
    {
        "openai" => LoopbackChatServer.StartAsync(respond),
        "azure-openai" => LoopbackAzure.StartAsync(respond),
        "anthropic" => LoopbackAnthropic.StartAsync(respond),
        _ => LoopbackGemini.StartAsync(respond),
    };

    private static LoopbackResponse ResponseOf(string kind, string text) => kind switch
    {
        "openai" => LoopbackResponse.Text(text),
        "azure-openai" => LoopbackAzure.Text(text),
        "anthropic" => LoopbackAnthropic.Text(text),
        _ => LoopbackGemini.Text(text),
    };

    private static bool HasKey(ChatCall call) => call.Headers.Values.Any(value => value.Contains(Canary, StringComparison.Ordinal));

    private static RunFolder Folder(string kind, LoopbackChatServer server, int images = 2)
    {
        var folder = new RunFolder(images);
        var endpoint = kind switch { "openai" => server.Endpoint.AbsoluteUri, "gemini" => $"{server.Address}v1beta", _ => server.Address.AbsoluteUri };
        var name = kind == "azure-openai" ? "deployment" : "model";
        folder.WriteManifest($$"""
            { "name": "job", "benchmark": { "dataset": "./drawn" }, "models": [
              { "id": "m", "kind": "{{kind}}", "endpoint": "{{endpoint}}", "{{name}}": "loop", "apiKey": "secret:loop-key", "maxConcurrency": 4, "patience": 0 } ] }
            """);
        return folder;
    }

    private static async Task<(int Code, string Output)> RunAsync(RunFolder folder)
    {
        var (code, output, error) = await CliProcess.RunAsync(["run", "manifest.json", "--store", folder.Store], folder.Folder, Environment);
        return (code, output + error);
    }

    /// <summary>Searches every file of the run's folder and the output for the key, as text and in base64.</summary>
    private static void AssertNowhere(RunFolder folder, string output)
    {
        var needles = (string[])[Canary, Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)).TrimEnd('=')[..^2], Uri.EscapeDataString(Canary)];
        Assert.All(needles, needle => Assert.DoesNotContain(needle, output, StringComparison.OrdinalIgnoreCase));
        var files = Directory.GetFiles(folder.Folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.StartsWith(folder.Store, StringComparison.Ordinal));
        foreach (var file in files)
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.All(needles, needle => Assert.False(text.Contains(needle, StringComparison.OrdinalIgnoreCase), $"{file} has the key."));
        }
    }
}

using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;
using MuBench.Tests.Runs;

namespace MuBench.Tests.Integration.Starting;

/// <summary><c>mubench check</c>, and the run after it.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task Check_EveryKindOfFault_HasARemedyAndTheAnswersCount()
    {
        using var folder = new RunFolder(images: 6);
        await using var server = await LoopbackChatServer.StartAsync(call => call.Body.Contains("\"absent\"", StringComparison.Ordinal)
            ? LoopbackResponse.Garbage("<html><body>no such model</body></html>") with { Status = 404 }
            : call.Body.Contains("\"busy\"", StringComparison.Ordinal) ? LoopbackResponse.Error(429, "too many", retryAfter: "31")
            : LoopbackResponse.Text(call.Body.Contains("\"mute\"", StringComparison.Ordinal) ? "Perhaps." : "A"));
        folder.WriteManifest(Manifest(server.Endpoint, """
            { "id": "mute", "kind": "openai", "endpoint": "ENDPOINT", "model": "mute" },
            { "id": "busy", "kind": "openai", "endpoint": "ENDPOINT", "model": "busy" },
            { "id": "absent", "kind": "openai", "endpoint": "ENDPOINT", "model": "absent" },
            { "id": "keyless", "kind": "openai", "endpoint": "ENDPOINT", "model": "loop", "apiKey": "secret:no-such-key" },
            { "id": "clip", "kind": "clip", "source": "./no-such-folder" },
            """));

        var (code, output, error) = await CliProcess.RunAsync(["check", "manifest.json", "--store", folder.Store], folder.Folder);

        Assert.True(code == 2, error + output);
        Assert.Matches(@"(?m)^  ok +m +none +1 read", output);
        Assert.Matches(@"(?m)^  FAULT +keyless +not set +not asked", output);
        Assert.Contains("fault: mute: Its answer is not readable under the strict protocol.", output);
        Assert.Matches("fault: busy: .* kept answering 429: too many. Lower 'maxConcurrency'", output);
        Assert.Matches("fault: absent: .* answered 404: no such model. Check 'endpoint'", output);
        Assert.Contains("fault: keyless: The secret 'no-such-key' is not set: set the environment variable NO_SUCH_KEY", output);
        Assert.Contains("fault: clip: there is no model folder './no-such-folder' beside the manifest", output);
        Assert.Contains("not ready: 1 of 6 models can be run.", output);
        Assert.All(output.Split('\n').TakeWhile(line => !line.StartsWith("fault:", StringComparison.Ordinal)).Where(line => line.StartsWith("  ", StringComparison.Ordinal)), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task Check_SoundManifest_AsksOneQuestionThatTheRunDoesNotAskAgain()
    {
        using var folder = new RunFolder(images: 6);
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        // Of one image alone, none can be shown in place of another.
        folder.WriteManifest(Manifest(server.Endpoint, "", """ "controls": ["shuffled-image"], """));

        var check = await CliProcess.RunAsync(["check", "manifest.json", "--store", folder.Store], folder.Folder);
        var asked = server.Count;
        var runs = await CliProcess.RunAsync(["runs", "--store", folder.Store], folder.Folder);
        var run = await folder.RunAsync();

        Assert.True(check.Code == 0, check.Error + check.Output);
        Assert.Equal(1, asked);
        Assert.Contains("has no runs", runs.Output, StringComparison.Ordinal);
        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Equal(2 * folder.Questions, server.Count);
    }

    [Fact]
    public async Task Run_OneImageWithTheControlThatNeedsTwo_IsRefusedBeforeTheFirstCall()
    {
        using var folder = new RunFolder(images: 6);
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        folder.WriteManifest(Manifest(server.Endpoint, "", """ "controls": ["shuffled-image"], """));

        var (code, output, error) = await CliProcess.RunAsync(["run", "manifest.json", "--limit", "1", "--store", folder.Store], folder.Folder);

        Assert.Equal(2, code);
        Assert.Contains("'shuffled-image' needs two different images", error + output, StringComparison.Ordinal);
        Assert.Equal(0, server.Count);
        Assert.Contains("has no runs", (await CliProcess.RunAsync(["runs", "--store", folder.Store], folder.Folder)).Output, StringComparison.Ordinal);
    }

    private static string Manifest(Uri endpoint, string more, string fields = "") => $$"""
        { "name": "job", {{fields}} "benchmark": { "dataset": "./drawn", "protocol": "strict" }, "alarmAbove": 1, "models": [
          { "id": "m", "kind": "openai", "endpoint": "ENDPOINT", "model": "loop", "price": { "inputPerMillion": 0, "outputPerMillion": 0 } }, {{more}} { "id": "chance", "kind": "random" } ] }
        """.Replace("ENDPOINT", endpoint.AbsoluteUri, StringComparison.Ordinal);
}

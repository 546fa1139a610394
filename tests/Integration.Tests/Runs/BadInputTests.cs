using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>A user's mistake gives one clear message, the right exit code and no stack trace.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("{ \"name\": ", "manifest.json")]
    [InlineData("""{ "name": "x", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "a", "kind": "opnai" } ] }""", "$.models[0].kind")]
    [InlineData("""{ "name": "x", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "a", "kind": "openai", "model": "m", "apiKey": "sk-canary" } ] }""", "secret:")]
    [InlineData("""{ "name": "x", "benchmark": { "dataset": "../drawn" }, "models": [ { "id": "a", "kind": "random" } ] }""", "$.benchmark.dataset")]
    [InlineData("""{ "name": "x", "benchmark": { "dataset": "nothing" }, "models": [ { "id": "a", "kind": "random" } ] }""", "nothing")]
    [InlineData("""{ "name": "x", "benchmark": { "dataset": "./missing" }, "models": [ { "id": "a", "kind": "random" } ] }""", "missing")]
    [InlineData("""{ "name": "x", "benchmark": { "dataset": "./drawn", "tasks": ["corse"] }, "models": [ { "id": "a", "kind": "random" } ] }""", "coarse")]
    [InlineData("""{ "name": "x", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "a", "kind": "clip", "source": "./missing" } ] }""", "missing")]
    public async Task Manifest_Wrong_SaysWhatAndWhere(string manifest, string expected)
    {
        using var folder = new RunFolder(images: 2);
        folder.WriteManifest(manifest);

        var (code, output, error) = await folder.RunAsync();

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        AssertNoTrace(output + error);
        Assert.DoesNotContain("canary", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_Missing_SaysWhich()
    {
        using var folder = new RunFolder(images: 1);

        var (code, _, error) = await CliProcess.RunAsync(["run", "nowhere.json"], folder.Folder);

        Assert.Equal(2, code);
        Assert.Contains("nowhere.json", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_Unknown_ExitWithTwo()
    {
        var (code, output, error) = await CliProcess.RunAsync(["run", "a.json", "--storr", "x"]);

        Assert.Equal(2, code);
        Assert.Contains("--storr", error + output, StringComparison.Ordinal);
        Assert.Equal("", output);
        Assert.Equal(2, error.TrimEnd().Split(Environment.NewLine).Length); // the fault stays on the screen: no help below it
        AssertNoTrace(output + error);
    }

    [Fact]
    public async Task Endpoint_ThatRefusesTheKey_MakesTheResultVoidAndTheOthersFinish()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(401, "no such key"));
        using var folder = new RunFolder(images: 4);
        folder.WriteManifest($$"""
            { "name": "job", "benchmark": { "dataset": "./drawn" }, "models": [
              { "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" }, { "id": "chance", "kind": "random" } ] }
            """);

        var (code, output, error) = await folder.RunAsync();

        Assert.Equal(4, code);
        Assert.Contains("void: m:", output, StringComparison.Ordinal);
        Assert.Contains("'apiKey'", output, StringComparison.Ordinal);
        Assert.Contains("chance", RunFolder.Comparable(folder.Store), StringComparison.Ordinal);
        AssertNoTrace(output + error);
    }

    [Fact]
    public async Task Store_OnAFullDisk_StopsWithOneMessageAndResumesWithRoom()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Mounting a small disk needs root.");
        using var disk = SmallDisk.TryMount(400);
        Assert.SkipWhen(disk is null, "This machine mounts no tmpfs.");
        // The endpoint is faster than the disk. The number of lost responses is still limited, to the permits.
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter() + new string('.', 3000)));
        using var folder = new RunFolder(images: 40);
        folder.WriteManifest(server.Endpoint);

        var (code, output, error) = await folder.RunAsync(disk.Folder);

        Assert.Equal(2, code);
        Assert.Contains("full", error, StringComparison.Ordinal);
        AssertNoTrace(output + error);
        var before = server.Count;
        Assert.InRange(before, 1, folder.Questions - 1);
        disk.Resize(20_000);
        var resumed = await folder.RunAsync(disk.Folder);
        Assert.True(resumed.Code == 0, resumed.Error + resumed.Output);
        // At the end of a run, the last calls in flight may be hedged if one takes much longer than the others.
        Assert.InRange(server.Count, folder.Questions, folder.Questions + 8 + 8);
    }

    [Fact]
    public async Task Store_ThatIsAFile_SaysSo()
    {
        using var folder = new RunFolder(images: 1);
        folder.WriteManifest("""{ "name": "x", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "a", "kind": "random" } ] }""");

        var (code, output, error) = await folder.RunAsync(Path.Combine(folder.Folder, "manifest.json"));

        Assert.Equal(2, code);
        Assert.Contains("manifest.json", error, StringComparison.Ordinal);
        AssertNoTrace(output + error);
    }

    private static void AssertNoTrace(string text) => Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
}

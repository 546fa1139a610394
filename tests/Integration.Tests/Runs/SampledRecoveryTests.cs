using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Runs;

/// <summary>Runs that stop when they know enough, as real processes that are stopped in the middle of a wave, and started again.</summary>
public sealed partial class SampledRecoveryTests
{
    private const int FirstWave = 250;
    private const int BothWaves = 300;

    [Theory]
    [InlineData("INT", 60)]
    [InlineData("TERM", FirstWave + 15)]
    public async Task Signal_InTheMiddleOfAWave_GoesOnInTheSameOrderAndAsksNothingTwice(string signal, int calls)
    {
        await using var calm = await ServerAsync(1);
        using var undisturbed = Folder(calm);
        Assert.Equal(0, (await undisturbed.RunAsync()).Code);
        Assert.Equal(BothWaves, calm.Count);

        await using var server = await ServerAsync(20);
        using var folder = Folder(server);
        using (var run = folder.Start())
        {
            await Waiting.UntilAsync(() => server.Count >= calls);
            run.Signal(signal);
            Assert.Equal(130, await run.WaitAsync(TimeSpan.FromSeconds(60)));
        }

        Assert.InRange(server.Count, calls, BothWaves - 1);
        var resumed = await folder.RunAsync();

        Assert.True(resumed.Code == 0, resumed.Error + resumed.Output);
        Assert.Equal(BothWaves, server.Count); // what was in flight at the signal was logged
        Assert.Equal(Rows(calm)[..FirstWave].Order(), Rows(server)[..FirstWave].Order());
        Assert.Equal(Rows(calm)[FirstWave..].Order(), Rows(server)[FirstWave..].Order());
        Assert.Equal(WithoutManifest(RunFolder.Comparable(undisturbed.Store)), WithoutManifest(RunFolder.Comparable(folder.Store)));
        Assert.Equal(Looks(undisturbed), Looks(folder));
    }

    private static Task<LoopbackChatServer> ServerAsync(int milliseconds) => LoopbackChatServer.StartAsync(async call =>
    {
        await Task.Delay(milliseconds, call.Aborted);
        return LoopbackResponse.Text("ABCDE"[RowOf(call) % 5].ToString());
    });

    // One question for each image; two waves, the second of which has the manifest's maximum number of images.
    private static RunFolder Folder(LoopbackChatServer server)
    {
        var folder = new RunFolder(images: 400);
        folder.WriteManifest($$"""
            { "name": "job", "benchmark": { "dataset": "./drawn", "tasks": ["coarse/modality"] }, "until": { "halfWidth": 0.001, "maxImages": {{BothWaves}} },
              "models": [ { "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "maxConcurrency": 8 } ] }
            """);
        return folder;
    }

    private static int[] Rows(LoopbackChatServer server) => [.. server.Calls.OrderBy(call => call.Number).Select(RowOf)];

    private static int RowOf(ChatCall call) => int.Parse(ImageNumber().Match(call.Prompt).Groups[1].ValueSpan);

    private static List<string> Looks(RunFolder folder) =>
        [.. Directory.GetFiles(Path.Combine(folder.Store, "runs"), "*.json", SearchOption.AllDirectories).Where(file => file.Contains("looks", StringComparison.Ordinal)).Order().Select(File.ReadAllText)];

    private static string WithoutManifest(string report)
    {
        var json = JsonNode.Parse(report)!;
        json["run"]!.AsObject().Remove("manifestSha256");
        return json.ToJsonString();
    }

    [GeneratedRegex("of image ([0-9]+)\\?")]
    private static partial Regex ImageNumber();
}

using System.Text;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>A run exports telemetry over OTLP if its environment names a collector.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Run_WithACollector_SendsItsSpansAndMetrics()
    {
        await using var collector = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(200, ""));
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("canary-answer-5"));
        using var folder = new RunFolder(images: 2);
        folder.WriteManifest(server.Endpoint);

        var run = await RunAsync(folder, collector.Address.ToString());

        Assert.True(run.Code == 1, run.Output + run.Error); // no response contains an option, which raises an alarm
        var traces = Sent("/v1/traces");
        foreach (var name in (string[])["mubench.run", "mubench.model", "mubench.shard", "chat loop", "mubench.run.id", "job-", "service.name", "mubench"])
            Assert.Contains(name, traces, StringComparison.Ordinal);
        var metrics = Sent("/v1/metrics");
        foreach (var name in (string[])["mubench.questions", "gen_ai.client.operation.duration", "gen_ai.client.token.usage", "mubench.call.wait"])
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-answer", traces + metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("single letter", traces + metrics, StringComparison.Ordinal);

        string Sent(string path) => string.Concat(collector.Calls.Where(call => call.Path == path).Select(call => Encoding.Latin1.GetString(call.RawBody)));
    }

    [Fact]
    public async Task Run_WithACollectorThatIsNotThere_EndsAsWithoutOne()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        using var folder = new RunFolder(images: 2);
        folder.WriteManifest(server.Endpoint);

        var run = await RunAsync(folder, "http://127.0.0.1:9");

        Assert.True(run.Code == 0, run.Output + run.Error);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(RunFolder folder, string collector) => CliProcess.RunAsync(
        ["run", "manifest.json", "--store", folder.Store],
        folder.Folder,
        new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" });
}

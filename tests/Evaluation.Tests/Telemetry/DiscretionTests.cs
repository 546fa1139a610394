using MuBench.Telemetry;
using MuBench.Tests.Models;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Telemetry;

/// <summary>Traces and metrics contain no question, no response, no image, no key, and no path of an endpoint.</summary>
public sealed class DiscretionTests
{
    private const string Answer = "canary-answer-5";

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Everything_WhateverTheEndpointSays_HasNoTextNoImageAndNoKey(int status)
    {
        using var recorder = new TelemetryRecorder();
        await using var server = await LoopbackChatServer.StartAsync(call => status == 200
            ? Fingerprinted(LoopbackResponse.Text(Answer, finish: ProviderRun.Key, model: $"model {call.Authorization}"), call)
            : LoopbackResponse.Error(status, $"{Answer} {call.Authorization} {call.Prompt} {call.ImageBase64}"));
        await using var harness = await ProviderRun.HarnessAsync();
        await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:LOOP_KEY" }""",
            ProviderRun.OneQuestion);

        await harness.EvaluateAsync();

        var recorded = recorder.Everything();
        Assert.Contains(harness.RunId, recorded, StringComparison.Ordinal);
        Assert.NotEmpty(server.Calls);
        var image = server.Calls[0].ImageBase64;
        foreach (var secret in (string[])[Answer, ProviderRun.Key, "/v1", "single letter", "stain 0", image, image[..40]])
            Assert.DoesNotContain(secret, recorded, StringComparison.Ordinal);
        Assert.All(server.Calls, call => Assert.DoesNotContain("baggage", call.Headers.Keys, StringComparer.OrdinalIgnoreCase));
    }

    // A field that the client library itself sets on spans.
    private static LoopbackResponse Fingerprinted(LoopbackResponse response, ChatCall call) =>
        response with { Body = response.Body.Replace("fp_loopback", call.Authorization, StringComparison.Ordinal) };

    [Fact]
    public async Task Metrics_Ever_HaveFewAttributesAndNoId()
    {
        using var recorder = new TelemetryRecorder();
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await ProviderRun.HarnessAsync();
        await harness.PlanAsync($$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" }""");

        await harness.EvaluateAsync();
        recorder.ReadGauges();

        string[] allowed =
        [
            TelemetryNames.Operation, TelemetryNames.Provider, TelemetryNames.RequestModel, TelemetryNames.ServerAddress, TelemetryNames.ServerPort,
            TelemetryNames.ErrorType, TelemetryNames.TokenType, TelemetryNames.Outcome, TelemetryNames.ModelKind, TelemetryNames.WaitReason,
            TelemetryNames.StoreKind, TelemetryNames.StoreOperation, TelemetryNames.RunState,
        ];
        Assert.Empty(recorder.MetricAttributes().Except(allowed));
    }
}

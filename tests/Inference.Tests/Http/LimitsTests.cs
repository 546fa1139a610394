using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MuBench.Inference.Batching;
using MuBench.Inference.Serving;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Http;

public sealed class LimitsTests
{
    private const string OneText = """{ "model": "clip-base", "input": "a" }""";
    private const string ThreeTexts = """{ "model": "clip-base", "input": ["a", "b", "c"] }""";

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    // The clock of the batch delay: waiting items stay until a test advances it.
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Embeddings_QueueFull_Is429WithRetryAfterAndThenServedAgain()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Options with { Queue = 4, MaxInputs = 4, BatchDelay = Delay }, time: _time);
        var inProgress = server.EmbedAsync(ThreeTexts);
        await UntilAsync(() => server.Services.GetRequiredService<Admissions>().Inputs.Inside == 3);

        var (response, body) = await server.PostAsync("""{ "model": "clip-base", "input": ["d", "e"] }""");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("rate_limit_error", (string?)body["error"]!["type"]);
        await PassTimeAsync(inProgress);
        await PassTimeAsync(server.EmbedAsync(ThreeTexts));
        await UntilAsync(() => server.Services.GetRequiredService<Admissions>().Inputs.Inside == 0);
        Assert.Contains("mubench_inference_refused_total{reason=\"inputs\"} 1", await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embeddings_TooManyInputsTooLargeABodyTooManyPixels_AreRefused()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Options with { MaxInputs = 2, MaxBodyBytes = 8192, MaxBodiesBytes = 8192, MaxPixels = 1024 });

        Assert.Equal("too_many_inputs", (string?)(await server.RefuseAsync(HttpStatusCode.BadRequest, ThreeTexts))["code"]);
        Assert.Equal("request_too_large", (string?)(await server.RefuseAsync(HttpStatusCode.RequestEntityTooLarge, OneText.PadRight(9000)))["code"]);
        var image = Convert.ToBase64String(TestPng.Encode(33, 32, 1));
        var error = await server.RefuseAsync(HttpStatusCode.BadRequest, $$"""{ "model": "clip-base", "modality": "image", "input": "data:image/png;base64,{{image}}" }""");
        Assert.Equal("invalid_image", (string?)error["code"]);
    }

    [Fact]
    public async Task Embeddings_BodyWithoutLengthOverTheLimit_Is413()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Options with { MaxBodyBytes = 4096, MaxBodiesBytes = 4096 });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings") { Content = new StringContent(OneText.PadRight(5000), Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("\"error\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await UntilAsync(() => server.Services.GetRequiredService<Admissions>().Bodies.Inside == 0);
    }

    [Fact]
    public async Task Embeddings_KeySet_IsAskedForEverywhereButHealth()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Options with { ApiKey = "sesame" });

        Assert.Equal("invalid_api_key", (string?)(await server.RefuseAsync(HttpStatusCode.Unauthorized, OneText))["code"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.GetAsync("/v1/models", TestContext.Current.CancellationToken)).StatusCode);
        server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sesame");
        await server.EmbedAsync(OneText);
        Assert.DoesNotContain("sesame", await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embeddings_CallerGone_IsDroppedBeforeItsPass()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Options with { BatchDelay = Delay }, time: _time);
        using var gone = new CancellationTokenSource();
        var abandoned = server.Http.PostAsync("/v1/embeddings", new StringContent(ThreeTexts), gone.Token);
        await UntilAsync(() => server.Services.GetRequiredService<Admissions>().Inputs.Inside == 3);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        await UntilAsync(() => server.Services.GetRequiredService<Admissions>().Inputs.Inside == 0);
        await PassTimeAsync(server.EmbedAsync(OneText));
        var metrics = await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("mubench_inference_abandoned_total{model=\"clip-base\",modality=\"text\"} 3", metrics, StringComparison.Ordinal);
        Assert.Contains("mubench_inference_batch_items_sum{model=\"clip-base\",modality=\"text\"} 1\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_RequestInProgress_IsAnsweredFirst()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Options with { BatchDelay = Delay }, time: _time);
        var inProgress = server.EmbedAsync(ThreeTexts);
        await UntilAsync(() => server.Services.GetRequiredService<Admissions>().Inputs.Inside == 3);

        var stopping = server.StopAsync();

        Assert.Equal(3, (await PassTimeAsync(inProgress))["data"]!.AsArray().Count);
        await stopping;
        Assert.False(server.Services.GetRequiredService<Readiness>().IsReady);
    }

    [Fact]
    public async Task Embeddings_NotReady_Is503AndLiveIsStill200()
    {
        await using var server = await RunningServer.StartAsync();
        server.Services.GetRequiredService<Readiness>().Stopping();

        var (response, _) = await server.PostAsync(OneText);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
    }

    private async Task<JsonNode> PassTimeAsync(Task<JsonNode> answer)
    {
        while (!answer.IsCompleted)
        {
            _time.Advance(Delay);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        return await answer;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
            await Task.Delay(5, late.Token);
    }
}

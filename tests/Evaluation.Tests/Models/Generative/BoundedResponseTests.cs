using MuBench.Models.Http;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Generative;

/// <summary>A server that sends without end fails its call, and uses no more memory than the limit.</summary>
public sealed class BoundedResponseTests
{
    private const long Mebibyte = 1 << 20;

    // The socket buffers of both sides, and the bytes that the client reads before it closes a connection.
    private const long OnTheWay = 16 * Mebibyte;

    private static readonly ResponseLimits OneMebibyte = new() { MaxBytes = Mebibyte };

    private static string Model(EndlessServer server, string kind, string more = "") => kind switch
    {
        "openai" => $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Address}}v1", "model": "x", "maxConcurrency": 1 {{more}} }""",
        "azure-openai" => $$"""{ "id": "m", "kind": "azure-openai", "endpoint": "{{server.Address}}", "deployment": "x", "apiKey": "secret:key", "maxConcurrency": 1 {{more}} }""",
        "anthropic" => $$"""{ "id": "m", "kind": "anthropic", "endpoint": "{{server.Address}}", "model": "x", "maxConcurrency": 1 {{more}} }""",
        _ => $$"""{ "id": "m", "kind": "gemini", "endpoint": "{{server.Address}}v1beta", "model": "x", "maxConcurrency": 1 {{more}} }""",
    };

    [Theory]
    [InlineData("openai", 200)]
    [InlineData("openai", 400)]
    [InlineData("azure-openai", 200)]
    [InlineData("anthropic", 200)]
    [InlineData("anthropic", 500)]
    [InlineData("gemini", 200)]
    [InlineData("gemini", 400)]
    public async Task Body_WithoutEnd_FailsItsQuestionAndIsReadToTheBoundOnly(string kind, int status)
    {
        await using var server = EndlessServer.OfBody(status);
        await using var harness = await PipelineHarness.CreateAsync(images: 1, environment: _ => "key", responses: OneMebibyte);
        await harness.PlanAsync(Model(server, kind), """{ "dataset": "drawn", "tasks": ["coarse/stain"] }""");

        var result = await harness.EvaluateAsync();

        Assert.Equal(0, result.Answered);
        var reason = Assert.Single(await harness.FaultsAsync()).Reason;
        Assert.Contains("more than 1 MiB", reason, StringComparison.Ordinal);
        Assert.Contains(ResponseLimits.Setting, reason, StringComparison.Ordinal);
        Assert.InRange(server.Count, 1, 3);
        Assert.InRange(server.Sent, Mebibyte / 2, server.Count * (Mebibyte + OnTheWay));
    }

    [Fact]
    public async Task Body_OfAToldLengthOverTheBound_IsNotReadAtAll()
    {
        await using var server = EndlessServer.OfLength(50L << 30);
        await using var harness = await PipelineHarness.CreateAsync(images: 1, responses: OneMebibyte);
        await harness.PlanAsync(Model(server, "openai"), """{ "dataset": "drawn", "tasks": ["coarse/stain"] }""");

        await harness.EvaluateAsync();

        Assert.Contains("more than 1 MiB", Assert.Single(await harness.FaultsAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_OfEmbeddingsWithoutEnd_IsAFaultThatNamesTheSetting()
    {
        await using var server = EndlessServer.OfBody();
        await using var harness = await PipelineHarness.CreateAsync(images: 1, responses: OneMebibyte);
        await harness.PlanAsync($$"""{ "id": "m", "kind": "clip", "endpoint": "{{server.Address}}v1", "model": "x" }""");

        var fault = await Assert.ThrowsAsync<UserException>(() => harness.EvaluateAsync());

        Assert.Contains(ResponseLimits.Setting, fault.Message, StringComparison.Ordinal);
        Assert.InRange(server.Sent, 0, server.Count * (Mebibyte + OnTheWay));
    }

    [Fact]
    public async Task Body_OfAWakingServerWithoutEnd_IsReadToTheBoundOnly()
    {
        await using var server = EndlessServer.OfBody();
        await using var harness = await PipelineHarness.CreateAsync(images: 1, responses: OneMebibyte);
        await harness.PlanAsync(Model(server, "openai", """, "gpu": { "wake": "1s" }"""));

        await harness.Prepare.RunAsync(new MuBench.Pipeline.Preparing.PrepareModelRequest(harness.RunId, "m"), TestContext.Current.CancellationToken);

        Assert.InRange(server.Count, 1, 10);
        Assert.InRange(server.Sent, 0, server.Count * (Mebibyte + OnTheWay));
    }

    [Theory]
    [InlineData(false, 1, true)]
    [InlineData(false, 2, false)]
    [InlineData(true, 16, true)]
    [InlineData(true, 17, false)]
    public async Task Handler_FilesOfBatches_HaveABoundOfTheirOwn(bool isFile, int mebibytes, bool passes)
    {
        using var http = new HttpClient(new BoundedResponseHandler(OneMebibyte, new Answering(mebibytes * Mebibyte)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/");
        request.Options.Set(BoundedResponseHandler.IsBatchFile, isFile);

        var read = http.SendAsync(request, TestContext.Current.CancellationToken);

        if (passes)
            Assert.Equal(mebibytes * Mebibyte, (await (await read).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
        else
            Assert.NotNull(ResponseTooLargeException.Behind(await Assert.ThrowsAnyAsync<Exception>(() => read)));
    }

    public static TheoryData<string, Func<EndlessServer>> Unending()
    {
        var data = new TheoryData<string, Func<EndlessServer>>();
        foreach (var kind in (string[])["openai", "anthropic", "gemini"])
        {
            data.Add(kind, EndlessServer.OfDrops);
            data.Add(kind, EndlessServer.OfHeaders);
            data.Add(kind, EndlessServer.OfHints);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Unending))]
    public async Task Answer_ThatDripsOrNeverBegins_EndsWithTheDeadlineAtTheLatest(string kind, Func<EndlessServer> start)
    {
        await using var server = start();
        await using var harness = await PipelineHarness.CreateAsync(images: 1, PipelineHarness.FastRetry with { Attempts = 1 });
        await harness.PlanAsync(Model(server, kind, """, "timeout": 0.5"""), """{ "dataset": "drawn", "tasks": ["coarse/stain"] }""");

        var result = await harness.EvaluateAsync().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(1, result.Failed + result.NotRun);
    }

    [Theory]
    [InlineData(null, 16)]
    [InlineData(" ", 16)]
    [InlineData("1", 1)]
    [InlineData("1024", 1024)]
    public void Of_GoodSetting_IsMebibytes(string? setting, int mebibytes) => Assert.Equal(mebibytes * Mebibyte, ResponseLimits.Of(setting).MaxBytes);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1025")]
    [InlineData("16 MiB")]
    public void Of_BadSetting_NamesItself(string setting) =>
        Assert.Contains(ResponseLimits.Setting, Assert.Throws<UserException>(() => ResponseLimits.Of(setting)).Message, StringComparison.Ordinal);

    [Fact]
    public void MaxBatchFileBytes_OfAnySetting_IsBounded()
    {
        Assert.Equal(256 * Mebibyte, new ResponseLimits().MaxBatchFileBytes);
        Assert.Equal(1024 * Mebibyte, ResponseLimits.Of("1024").MaxBatchFileBytes);
    }

    /// <summary>Responds with this number of bytes without stating the length.</summary>
    private sealed class Answering(long length) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new BoundedStream(new MemoryStream(new byte[length]), long.MaxValue)) });
    }
}

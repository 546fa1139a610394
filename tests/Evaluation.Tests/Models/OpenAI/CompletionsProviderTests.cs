using System.Text;
using System.Text.Json.Nodes;
using MuBench.Manifests;
using MuBench.Models.Batch;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Models.OpenAI;
using MuBench.Models.OpenAI.Completions;
using MuBench.Secrets;

namespace MuBench.Tests.Models.OpenAI;

/// <summary>The own client of chat completions beside OpenAI's: it sends the same requests, and reads the same responses in the same way.</summary>
public sealed class CompletionsProviderTests
{
    private const string Start = """{"id":"c","object":"chat.completion","created":1,"model":"loop-1","choices":[""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData(""", "generation": { "temperature": 0.7, "topP": 0.95, "seed": 7, "maxOutputTokens": 900 }""")]
    [InlineData(""", "generation": { "temperature": null, "reasoningEffort": "minimal" }""")]
    [InlineData(""", "maxTokensField": "max_tokens" """)]
    [InlineData(""", "logprobs": 5""")]
    [InlineData(""", "serviceTier": "flex", "price": { "inputPerMillion": 1, "outputPerMillion": 1 }""")]
    [InlineData(""", "detail": "low", "system": "You are <a> \"pathologist\" +é." """)]
    [InlineData(""", "responseFormat": { "schema": {"type":"object","properties":{"answer":{"type":"string","enum":["A","B"]}},"required":["answer"],"additionalProperties":false} }""")]
    public async Task Request_WithAnySetting_IsThatOfOpenAIsClient(string more)
    {
        using var pair = new Pair(more);

        foreach (var images in (byte[][][])[[], [[1, 2, 251]], [[1], [2, 3]]])
        {
            var (own, theirs) = await pair.CaptureAsync(images, "Which stain, <i>é</i> + \"x\"?\nA) α\nB) 'b'");
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(theirs.Body), JsonNode.Parse(own.Body)), Encoding.UTF8.GetString(own.Body));
            Assert.Equal(theirs.Uri, own.Uri);
            Assert.Equal(HeadersOf(theirs), HeadersOf(own));
        }
    }

    [Theory]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A) é 😀"},"finish_reason":"stop"}],"system_fingerprint":"fp","service_tier":"flex","usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"length"}],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":4}}}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12,"prompt_tokens_details":{},"completion_tokens_details":null}}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":null,"refusal":"No."},"finish_reason":"stop"}]}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":null},"finish_reason":"content_filter","content_filter_results":{"violence":{"filtered":true,"severity":"high"}}}]}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"tool_calls"}]}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":5},"finish_reason":"stop"}]}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"function_call"}]}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"eos"}],"usage":null}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"length_of_server"}],"usage":{}}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"stop"}],"usage":{"prompt_tokens":"3","completion_tokens":1,"total_tokens":4}}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"stop"}],"usage":{"prompt_tokens":-1,"completion_tokens":1,"total_tokens":4}}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":0,"total_tokens":3}}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"stop"}],"usage":7}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"stop","logprobs":{"content":[{"token":"A","logprob":-0.25,"bytes":[65],"top_logprobs":[{"token":"A","logprob":-0.25,"bytes":null},{"token":"B","logprob":-1.5,"bytes":null}]}],"refusal":null}}]}""")]
    [InlineData("""{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"stop","logprobs":null},{"index":1,"message":{"role":"assistant","content":"B"},"finish_reason":"stop"}]}""")]
    public async Task Response_IsReadAsByOpenAIsClient(string rest)
    {
        using var pair = new Pair("");

        var (own, theirs) = await pair.ReadAsync(200, Start + rest);

        Assert.Null(theirs.Fault);
        Assert.Equal(theirs, own);
    }

    [Theory]
    [InlineData(200, """{"id":"gen-1","error":{"code":502,"message":"Provider returned error"}}""")]
    [InlineData(200, """{"choices":[]}""")]
    [InlineData(200, """{"choices":[{"index":0,"finish_reason":"stop"}]}""")]
    [InlineData(200, """{"choices":[{"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"stop"}]} x""")]
    [InlineData(200, """{"choices":[{"index":0,"message":{"role":"assistant","content":"A"}""")]
    [InlineData(200, "<html>busy</html>")]
    [InlineData(200, "")]
    [InlineData(200, "[]")]
    [InlineData(204, "")]
    [InlineData(302, "")]
    [InlineData(400, """{"error":{"message":"no","code":"unsupported_value","param":"temperature"}}""")]
    [InlineData(401, "no key")]
    [InlineData(429, """{"error":{"message":"slow","type":"requests"}}""")]
    [InlineData(503, """{"error":"busy"}""")]
    public async Task Fault_IsExplainedAsOfOpenAIsClient(int status, string body)
    {
        using var pair = new Pair("");

        var (own, theirs) = await pair.ReadAsync(status, body);

        Assert.NotNull(own.Fault);
        Assert.Equal(theirs.Kind, own.Kind);
        if (status is not (200 or 204)) // of an unreadable response OpenAI's client gives no body to quote
            Assert.Equal(theirs.Fault, own.Fault);
    }

    /// <summary>OpenAI's client needs members that nothing uses. A response is paid for, and is not lost because of one.</summary>
    [Theory]
    [InlineData("""{"choices":[{"message":{"role":"model","content":"A"},"finish_reason":"stop"}],"created":"today"}""")]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"text","text":"A"},{"type":"thinking","thinking":"B?"}]},"finish_reason":null}]}""")]
    [InlineData("""{"usage":{"prompt_tokens":3,"completion_tokens":1},"choices":[{"message":{"content":"A","tool_calls":7}}],"model":5}""")]
    public async Task Response_WithMembersOfAnotherShape_IsRead(string body)
    {
        using var pair = new Pair("");

        var (own, _) = await pair.ReadAsync(200, body);

        Assert.Equal(("A", null), (own.Text, own.Fault));
    }

    // Without what names the client.
    private static string[] HeadersOf(CapturedRequest request) =>
        [.. request.Headers.Where(header => header.Key != "User-Agent" && !header.Key.StartsWith("X-Stainless-", StringComparison.Ordinal)).Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal)];

    /// <summary>What the log would hold of a response.</summary>
    private sealed record Result(
        string? Fault, CallFaultKind? Kind, string? Text, string? Model, string? Finish, string? Detail, string? Fingerprint, string? Tier, string Usage, bool IsImplausible, string Tokens);

    /// <summary>Both clients of one model, over a transport that records requests and gives responses.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly CompletionsProvider _own;
        private readonly OpenAIProvider _theirs;

        public Pair(string more)
        {
            var json = $$"""{ "name": "n", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "m", "kind": "openai", "endpoint": "http://127.0.0.1:9/base/v1/", "model": "loop", "apiKey": "secret:key" {{more}} } ] }""";
            var reading = ManifestReader.Read(Encoding.UTF8.GetBytes(json));
            var manifest = reading.Manifest?.Models[0] ?? throw new InvalidOperationException(reading.Faults[0].Message);
            var mask = new SecretMask("sk");
            _own = new CompletionsProvider(manifest, "sk", mask, ProviderHttp.SenderOver(new RecordedTransport(), null), null, new ResponseLimits());
            _theirs = new OpenAIProvider(manifest, OpenAITarget.Of(manifest, "sk"), mask, ProviderHttp.Over(new RecordedTransport()));
        }

        public async Task<(CapturedRequest Own, CapturedRequest Theirs)> CaptureAsync(byte[][] images, string prompt)
        {
            return (await CaptureOneAsync(_own), await CaptureOneAsync(_theirs));

            Task<CapturedRequest> CaptureOneAsync(IChatProvider provider) => new CallReplay(provider).CaptureAsync(
                new PreparedImages([.. images.Select(image => provider.CreateImage(image, "image/png"))], []).MessagesOf("A system.", prompt), Token);
        }

        public async Task<(Result Own, Result Theirs)> ReadAsync(int status, string body) =>
            (await ReadOneAsync(_own, status, body), await ReadOneAsync(_theirs, status, body));

        public void Dispose()
        {
            _own.Dispose();
            _theirs.Dispose();
        }

        private static async Task<Result> ReadOneAsync(IChatProvider provider, int status, string body)
        {
            var read = await new CallReplay(provider).ReplayAsync(new BatchHttpResponse(status, Encoding.UTF8.GetBytes(body)), Token);
            if (read.Response is not { } response)
                return new Result(read.Fault!.Message, read.Fault.Kind, null, null, null, null, null, null, "", false, "");
            var (usage, ending) = (response.Usage, provider.EndingOf(response));
            return new Result(
                null, null, response.Text, response.ModelId, ending.Finish, ending.Detail, provider.FingerprintOf(response), provider.TierOf(response),
                usage is null ? "" : $"{usage.InputTokenCount} {usage.OutputTokenCount} {usage.TotalTokenCount} {usage.CachedInputTokenCount} {usage.ReasoningTokenCount}", ReportedUsage.IsImplausible(response),
                string.Join(", ", (provider.TokensOf(response) ?? []).Select(token => $"{token.Text} {token.Logprob} {string.Join(' ', token.Top)}")));
        }
    }
}

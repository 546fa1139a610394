using MuBench.Responses;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Anthropic;

/// <summary>Anthropic's Messages API over HTTP: requests, stored responses, and the effect of each fault.</summary>
public sealed class AnthropicProviderTests
{
    private static string Model(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "anthropic", "endpoint": "{{server.Address}}", "model": "claude-loopback", "apiKey": "secret:loop-key" {{more}} }""";

    [Fact]
    public async Task Request_Always_IsThePromptThenTheImageAndNoSamplingSettings()
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("A"));

        await ProviderRun.OneAsync(Model(server));

        var call = Assert.Single(server.Calls);
        Assert.Equal(
            $$$"""{"max_tokens":128,"messages":[{"role":"user","content":[{"type":"text","text":"{{{ProviderRun.PromptJson}}}"},{"type":"image","source":{"type":"base64","data":"{{{call.ImageBase64}}}","media_type":"image/png"}}]}],"model":"claude-loopback"}""",
            call.Body);
        Assert.Equal(("/v1/messages", $"Bearer {ProviderRun.Key}", "2026-10-21"), (call.Path, call.Authorization, call.Headers["anthropic-version"]));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], call.ImageBytes[..4]);
    }

    [Theory]
    [InlineData("none", """ "thinking":{"type":"disabled"} """)]
    [InlineData("low", """ "output_config":{"effort":"low"},"thinking":{"type":"adaptive"} """)]
    [InlineData("xhigh", """ "output_config":{"effort":"xhigh"},"thinking":{"type":"adaptive"} """)]
    public async Task Request_WithReasoningEffort_HasIt(string effort, string expected)
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("A"));

        await ProviderRun.OneAsync(Model(server, $$""", "generation": { "reasoningEffort": "{{effort}}" }"""));

        Assert.EndsWith($"\"model\":\"claude-loopback\",{expected.Trim()}}}", Assert.Single(server.Calls).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_Complete_IsKeptWithVersionAndTokens()
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("B) yes", thinking: "Hm."));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("B) yes", "stop", "claude-loopback-20261021", null), (record.Text, record.Finish, record.Model, record.Fingerprint));
        Assert.Equal((1000, 42, 100, 40), (record.InputTokens, record.OutputTokens, record.CachedInputTokens, record.ReasoningTokens));
    }

    [Theory]
    [InlineData(null, "refusal", FinishReasons.Refusal, "bio")]
    [InlineData("A", "max_tokens", FinishReasons.Length, null)]
    [InlineData(null, "max_tokens", FinishReasons.Length, null)]
    [InlineData("A", "model_context_window_exceeded", FinishReasons.Length, null)]
    [InlineData("A", "stop_sequence", FinishReasons.Stop, null)]
    [InlineData(null, "end_turn", FinishReasons.Stop, null)]
    [InlineData("A", "pause_turn", "pause_turn", null)]
    public async Task Finish_OfEachKind_IsKept(string? text, string stop, string finish, string? detail)
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text(text, stop));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal((text ?? "", finish, detail), (record.Text, record.Finish, record.FinishDetail));
    }

    [Theory]
    [InlineData(529, "overloaded_error")]
    [InlineData(500, "api_error")]
    [InlineData(504, "timeout_error")]
    public async Task Overload_Passing_IsRiddenOutAfterTheDelayAskedFor(int status, string type)
    {
        await using var server = await LoopbackAnthropic.StartAsync(call => call.Number == 1
            ? LoopbackAnthropic.Error(status, type, "Overloaded", ("retry-after-ms", "30"))
            : LoopbackAnthropic.Text("A"));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(2, record.Attempts);
    }

    [Fact]
    public async Task RateLimit_WithRetryAfter_IsAskedAgain()
    {
        await using var server = await LoopbackAnthropic.StartAsync(call => call.Number == 1
            ? LoopbackAnthropic.Error(429, "rate_limit_error", "This request would exceed your organization's rate limit", ("retry-after", "0"))
            : LoopbackAnthropic.Text("A"));

        Assert.Equal(2, (await ProviderRun.OneAsync(Model(server))).Attempts);
    }

    [Theory]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.", "quota")]
    [InlineData(400, "invalid_request_error", "You have reached your specified API usage limits. You will regain access on 2026-12-01.", "quota")]
    [InlineData(402, "billing_error", "Payment required", "quota")]
    [InlineData(404, "not_found_error", "model: claude-loopback", "'model' ('claude-loopback')")]
    public async Task Account_ThatIsSpentOrWrong_StopsTheModelAtOnce(int status, string type, string message, string expected)
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Error(status, type, message));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal(1, server.Count);
        Assert.Contains(expected, result.StopReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "authentication_error")]
    [InlineData(403, "permission_error")]
    public async Task Key_Refused_StopsTheModelAtTheThirdCall(int status, string type)
    {
        await using var server = await LoopbackAnthropic.StartAsync(call => LoopbackAnthropic.Error(status, type, $"invalid {call.Authorization}"));

        var (result, faults) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal(3, server.Count);
        Assert.Contains("'loop-key'", result.StopReason, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", result.StopReason + string.Concat(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(413, "request_too_large", null)]
    [InlineData(429, "rate_limit_error", "false")]
    [InlineData(400, "invalid_request_error", null)]
    public async Task Request_ThatNeverFits_IsAskedOnceAndFails(int status, string type, string? shouldRetry)
    {
        await using var server = await LoopbackAnthropic.StartAsync(call => call.Prompt.Contains("stain of image 1", StringComparison.Ordinal)
            ? shouldRetry is null ? LoopbackAnthropic.Error(status, type, "too much") : LoopbackAnthropic.Error(status, type, "too much", ("x-should-retry", shouldRetry))
            : LoopbackAnthropic.Text("A"));

        var (result, faults) = await ProviderRun.AllAsync(Model(server));

        Assert.Equal((23, 1, 24), (result.Answered, result.Failed, server.Count));
        Assert.Contains($"{status}: too much", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>gateway</html>")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("null")]
    public async Task BrokenAnswer_Lasting_IsAskedThreeTimesAndFails(string body)
    {
        await using var server = await LoopbackAnthropic.StartAsync(call =>
            call.Prompt.Contains("stain of image 0", StringComparison.Ordinal) ? LoopbackResponse.Garbage(body) : LoopbackAnthropic.Text("A"));

        var (result, faults) = await ProviderRun.AllAsync(Model(server));

        Assert.Equal((23, 1, 26), (result.Answered, result.Failed, server.Count));
        Assert.Contains("not a message", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var other = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("A"));
        await using var server = await LoopbackAnthropic.StartAsync(_ => new LoopbackResponse(307, "", new Dictionary<string, string> { ["Location"] = $"{other.Address}v1/messages" }));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Contains("redirect", result.StopReason, StringComparison.Ordinal);
        Assert.Equal((1, 0), (server.Count, other.Count));
    }

    [Fact]
    public async Task NoKey_AtAnotherEndpoint_SendsNone()
    {
        // Anthropic's own clients read these variables. Their values belong to Anthropic's endpoint alone.
        string[] names = ["ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_API_KEY"];
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("A"));
        try
        {
            Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, "of-another-endpoint"));
            await ProviderRun.OneAsync($$"""{ "id": "m", "kind": "anthropic", "endpoint": "{{server.Address}}", "model": "claude-loopback" }""");
        }
        finally
        {
            Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, null));
        }

        var call = Assert.Single(server.Calls);
        Assert.Null(call.Authorization);
        Assert.DoesNotContain("x-api-key", call.Headers.Keys);
    }
}

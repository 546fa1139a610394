using MuBench.Responses;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Gemini;

/// <summary>Google's Gemini API over HTTP: requests, stored responses, and the effect of each fault.</summary>
public sealed class GeminiProviderTests
{
    private static string Model(LoopbackChatServer server, string more = "", string name = "gemini-loopback") =>
        $$"""{ "id": "m", "kind": "gemini", "endpoint": "{{server.Address}}v1beta", "model": "{{name}}", "apiKey": "secret:loop-key" {{more}} }""";

    [Fact]
    public async Task Request_Always_IsThePromptThenTheImage()
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Text("A"));

        await ProviderRun.OneAsync(Model(server));

        var call = Assert.Single(server.Calls);
        Assert.Equal(
            $$$"""{"contents":[{"role":"user","parts":[{"text":"{{{ProviderRun.PromptJson}}}"},{"inlineData":{"mimeType":"image/png","data":"{{{call.ImageBase64}}}"}}]}],"generationConfig":{"temperature":0,"maxOutputTokens":128}}""",
            call.Body);
        Assert.Equal("/v1beta/models/gemini-loopback:generateContent", call.Path);
        Assert.Equal((ProviderRun.Key, null, "application/json"), (call.Headers["x-goog-api-key"], call.Authorization, call.Headers["Content-Type"]));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], call.ImageBytes[..4]);
    }

    [Fact]
    public async Task Request_WithEverySetting_HasThem()
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Text("A"));

        await ProviderRun.OneAsync(Model(
            server, """, "generation": { "temperature": 0.5, "topP": 0.9, "maxOutputTokens": 9, "seed": 4, "reasoningEffort": "low" }""", "tunedModels/mine"));

        var call = Assert.Single(server.Calls);
        Assert.EndsWith(""","generationConfig":{"temperature":0.5,"topP":0.9,"maxOutputTokens":9,"seed":4,"thinkingConfig":{"thinkingLevel":"low"}}}""", call.Body, StringComparison.Ordinal);
        Assert.Equal("/v1beta/tunedModels/mine:generateContent", call.Path);
    }

    [Fact]
    public async Task Request_WithoutReasoning_HasNoThinkingBudget()
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Text("A"));

        await ProviderRun.OneAsync(Model(server, """, "generation": { "temperature": null, "reasoningEffort": "none" }"""));

        Assert.EndsWith(""","generationConfig":{"maxOutputTokens":128,"thinkingConfig":{"thinkingBudget":0}}}""", Assert.Single(server.Calls).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_Complete_IsKeptWithVersionAndTokens()
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Text("B) yes", thought: "Let me see."));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("B) yes", "stop", "gemini-loopback-001", null), (record.Text, record.Finish, record.Model, record.Fingerprint));
        Assert.Equal((1100, 53, 800, 50), (record.InputTokens, record.OutputTokens, record.CachedInputTokens, record.ReasoningTokens));
    }

    [Theory]
    [InlineData("A", "STOP", FinishReasons.Stop, null)]
    [InlineData(null, "STOP", FinishReasons.Stop, null)]
    [InlineData(null, "MAX_TOKENS", FinishReasons.Length, null)]
    [InlineData(null, "SAFETY", FinishReasons.ContentFilter, "SAFETY: HARM_CATEGORY_DANGEROUS_CONTENT")]
    [InlineData(null, "PROHIBITED_CONTENT", FinishReasons.ContentFilter, "PROHIBITED_CONTENT")]
    [InlineData(null, "RECITATION", FinishReasons.ContentFilter, "RECITATION")]
    [InlineData(null, "SPII", FinishReasons.ContentFilter, "SPII")]
    [InlineData(null, "OTHER", "OTHER", null)]
    public async Task Finish_OfEachKind_IsKept(string? text, string reason, string finish, string? detail)
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Text(text, reason));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal((text ?? "", finish, detail), (record.Text, record.Finish, record.FinishDetail));
    }

    [Theory]
    [InlineData("SAFETY")]
    [InlineData("PROHIBITED_CONTENT")]
    [InlineData("IMAGE_SAFETY")]
    public async Task Prompt_Blocked_IsAnAnswerAndIsKept(string reason)
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Blocked(reason));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("", FinishReasons.ContentFilter, $"prompt: {reason}"), (record.Text, record.Finish, record.FinishDetail));
        Assert.Equal(1, server.Count);
    }

    [Fact]
    public async Task RateLimit_WithRetryInfo_IsAskedAgain()
    {
        await using var server = await LoopbackGemini.StartAsync(call => call.Number == 1
            ? LoopbackGemini.Error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota", LoopbackGemini.QuotaFailure("GenerateRequestsPerMinutePerProjectPerModel"), LoopbackGemini.RetryInfo("0.05s"))
            : LoopbackGemini.Text("A"));

        Assert.Equal(2, (await ProviderRun.OneAsync(Model(server))).Attempts);
    }

    [Fact]
    public async Task QuotaOfTheDay_IsNoRateLimit()
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Error(
            429, "RESOURCE_EXHAUSTED", "You exceeded your current quota", LoopbackGemini.QuotaFailure("GenerateRequestsPerDayPerProjectPerModel-FreeTier"), LoopbackGemini.RetryInfo("40s")));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal(1, server.Count);
        Assert.Contains("quota", result.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Invalid_StopsTheModelAtTheThirdCall()
    {
        await using var server = await LoopbackGemini.StartAsync(call => LoopbackGemini.Error(
            400, "INVALID_ARGUMENT", $"API key not valid: {call.Headers["x-goog-api-key"]}", LoopbackGemini.ErrorInfo("API_KEY_INVALID")));

        var (result, faults) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal(3, server.Count);
        Assert.Contains("'loop-key'", result.StopReason, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", result.StopReason + string.Concat(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "FAILED_PRECONDITION", "User location is not supported for the API use.", "location")]
    [InlineData(404, "NOT_FOUND", "models/gemini-loopback is not found for API version v1beta", "'model' ('gemini-loopback')")]
    public async Task Account_ThatCannotBeServed_StopsTheModelAtOnce(int status, string code, string message, string expected)
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Error(status, code, message));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal(1, server.Count);
        Assert.Contains(expected, result.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overload_Passing_IsRiddenOut()
    {
        var asked = new AskedQuestions();
        await using var server = await LoopbackGemini.StartAsync(call => asked.NumberOfNew(call) % 3 == 1
            ? LoopbackGemini.Error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.")
            : LoopbackGemini.Text("A"));

        Assert.Equal(24, (await ProviderRun.AllAsync(Model(server))).Result.Answered);
    }

    [Theory]
    [InlineData("<html>gateway</html>")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"candidates":[]}""")]
    public async Task BrokenAnswer_Lasting_IsAskedThreeTimesAndFails(string body)
    {
        await using var server = await LoopbackGemini.StartAsync(call =>
            call.Prompt.Contains("stain of image 0", StringComparison.Ordinal) ? LoopbackResponse.Garbage(body) : LoopbackGemini.Text("A"));

        var (result, faults) = await ProviderRun.AllAsync(Model(server));

        Assert.Equal((23, 1, 26), (result.Answered, result.Failed, server.Count));
        Assert.Contains("not content", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var other = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Text("A"));
        await using var server = await LoopbackGemini.StartAsync(call => new LoopbackResponse(302, "", new Dictionary<string, string> { ["Location"] = other.Address + call.Path[1..] }));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Contains("redirect", result.StopReason, StringComparison.Ordinal);
        Assert.Equal((1, 0), (server.Count, other.Count));
    }
}

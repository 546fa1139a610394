using MuBench.Responses;
using MuBench.Tests.Models.Logprobs;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.AzureOpenAI;

/// <summary>Azure OpenAI over HTTP, with a key, by v1 and by a dated API version: requests, stored responses, and the effects of the content filter.</summary>
public sealed class AzureOpenAIProviderTests
{
    private const string Dated = "2024-10-21";

    private static string Model(LoopbackChatServer server, string? version, string more = "", string path = "", string deployment = LoopbackAzure.Deployment) =>
        $$"""{ "id": "m", "kind": "azure-openai", "endpoint": "{{server.Address}}{{path}}", "deployment": "{{deployment}}", "apiKey": "secret:loop-key" {{(version is null ? "" : $", \"apiVersion\": \"{version}\"")}} {{more}} }""";

    [Theory]
    [InlineData(null, "", "/openai/v1/chat/completions", "")]
    [InlineData(null, "openai", "/openai/v1/chat/completions", "")]
    [InlineData(null, "openai/v1/", "/openai/v1/chat/completions", "")]
    [InlineData(Dated, "", "/openai/deployments/east-4o/chat/completions", "?api-version=2024-10-21")]
    [InlineData(Dated, "openai/v1/", "/openai/deployments/east-4o/chat/completions", "?api-version=2024-10-21")]
    [InlineData("2026-02-30-preview", "openai", "/openai/deployments/east-4o/chat/completions", "?api-version=2026-02-30-preview")] // a version that the client does not know
    public async Task Request_Always_NamesTheDeploymentAndTheVersion(string? version, string path, string called, string query)
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text("A"), version);

        await ProviderRun.OneAsync(Model(server, version, path: path));

        var call = Assert.Single(server.Calls);
        Assert.Equal(
            $$$"""{"temperature":0,"messages":[{"role":"user","content":[{"type":"text","text":"{{{ProviderRun.PromptJson}}}"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{call.ImageBase64}}}","detail":"high"}}]}],"model":"east-4o","max_completion_tokens":128}""",
            call.Body);
        Assert.Equal((called, query), (call.Path, call.Query));
        Assert.Equal((ProviderRun.Key, null), (call.Headers["api-key"], call.Authorization));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Dated)]
    public async Task Request_OfAReasoningModel_HasItsParametersInEveryVersion(string? version)
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LogprobsResponses.OpenAI, version);

        var record = await ProviderRun.OneAsync(Model(
            server, version, """, "generation": { "reasoningEffort": "low", "temperature": null, "maxOutputTokens": 900, "seed": 5 }, "logprobs": 5, "system": "Be brief." """));

        var body = Assert.Single(server.Calls).Json;
        Assert.Equal(("low", 900, 5, true, 5), ((string)body["reasoning_effort"]!, (int)body["max_completion_tokens"]!, (int)body["seed"]!, (bool)body["logprobs"]!, (int)body["top_logprobs"]!));
        Assert.Null(body["max_tokens"]);
        Assert.Null(body["temperature"]);
        Assert.Single(record.Logprobs!);
    }

    [Theory]
    [InlineData("2024-06-01", "")]
    [InlineData(Dated, """, "maxTokensField": "max_tokens" """)]
    public async Task Request_InAnOldVersion_HasTheOlderNameOfTheLimit(string version, string more)
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text("A"), version);

        await ProviderRun.OneAsync(Model(server, version, more));

        var body = Assert.Single(server.Calls).Json;
        Assert.Equal((128, null), ((int)body["max_tokens"]!, body["max_completion_tokens"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Dated)]
    public async Task Answer_Complete_IsKeptWithVersionFingerprintAndTokens(string? version)
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text("B) yes"), version);

        var record = await ProviderRun.OneAsync(Model(server, version));

        Assert.Equal(("B) yes", "stop", "gpt-4o-2024-11-20", "fp_azure"), (record.Text, record.Finish, record.Model, record.Fingerprint));
        Assert.Equal((1200, 70, 1024, 64), (record.InputTokens, record.OutputTokens, record.CachedInputTokens, record.ReasoningTokens));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Dated)]
    public async Task Prompt_Filtered_IsAnAnswerWithItsCategoriesAndIsAskedOnce(string? version)
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Filtered("self_harm"), version);

        var record = await ProviderRun.OneAsync(Model(server, version));

        Assert.Equal(("", FinishReasons.ContentFilter, "self_harm: medium"), (record.Text, record.Finish, record.FinishDetail));
        Assert.Equal(1, server.Count);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "The stain is")]
    [InlineData(Dated, "The stain is")]
    public async Task Answer_Filtered_IsKeptWithItsCategories(string? version, string? text)
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text(text, "content_filter", "violence"), version);

        var record = await ProviderRun.OneAsync(Model(server, version));

        Assert.Equal((text ?? "", FinishReasons.ContentFilter, "violence: medium"), (record.Text, record.Finish, record.FinishDetail));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Dated)]
    public async Task Quota_UsedUpForNow_IsWaitedForAsTheHeaderSays(string? version)
    {
        await using var server = await LoopbackAzure.StartAsync(
            call => call.Number == 1
                ? LoopbackResponse.Error(429, "Requests to the ChatCompletions_Create Operation have exceeded the call rate limit.", "429") with { Headers = new Dictionary<string, string> { ["retry-after-ms"] = "1", ["Retry-After"] = "600" } }
                : LoopbackAzure.Text("A"),
            version);

        await ProviderRun.OneAsync(Model(server, version));

        Assert.Equal(2, server.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Dated)]
    public async Task Deployment_Unknown_StopsTheModelAndNamesTheField(string? version)
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackResponse.Error(404, "The API deployment for this resource does not exist.", "DeploymentNotFound"), version);

        var (result, _) = await ProviderRun.AllAsync(Model(server, version, """, "maxConcurrency": 1"""));

        Assert.Equal(1, server.Count);
        Assert.Contains("'deployment' ('east-4o')", result.StopReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "Model gpt-5 is enabled only for api versions 2024-12-01-preview and later", "Set another 'apiVersion' of model 'm', or leave it out for v1")]
    [InlineData(400, "Unrecognized request argument supplied: reasoning_effort", "choose another 'reasoningEffort'")]
    [InlineData(400, "Unrecognized request argument supplied: max_completion_tokens", "choose the other 'maxTokensField'")]
    public async Task Version_ThatLacksTheModelOrASetting_StopsTheModelAndSaysWhatToSet(int status, string message, string remedy)
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackResponse.Error(status, message, "BadRequest"), Dated);

        var (result, _) = await ProviderRun.AllAsync(Model(server, Dated, """, "maxConcurrency": 1"""));

        Assert.Equal(1, server.Count);
        Assert.Contains(remedy, result.StopReason, StringComparison.Ordinal);
    }
}

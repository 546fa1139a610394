using MuBench.Responses;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.AzureOpenAI;

/// <summary>Azure OpenAI over HTTP, with a key: requests, stored responses, and the effects of the content filter.</summary>
public sealed class AzureOpenAIProviderTests
{
    private static string Model(LoopbackChatServer server, string more = "", string path = "") =>
        $$"""{ "id": "m", "kind": "azure-openai", "endpoint": "{{server.Address}}{{path}}", "deployment": "east-4o", "apiKey": "secret:loop-key" {{more}} }""";

    [Theory]
    [InlineData("")]
    [InlineData("openai")]
    [InlineData("openai/v1/")]
    public async Task Request_Always_NamesTheDeploymentAsTheModel(string path)
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text("A"));

        await ProviderRun.OneAsync(Model(server, path: path));

        var call = Assert.Single(server.Calls);
        Assert.Equal(
            $$$"""{"temperature":0,"messages":[{"role":"user","content":[{"type":"text","text":"{{{ProviderRun.PromptJson}}}"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{call.ImageBase64}}}","detail":"high"}}]}],"model":"east-4o","max_completion_tokens":128}""",
            call.Body);
        Assert.Equal("/openai/v1/chat/completions", call.Path);
        Assert.Equal((ProviderRun.Key, null), (call.Headers["api-key"], call.Authorization));
    }

    [Fact]
    public async Task Answer_Complete_IsKeptWithVersionFingerprintAndTokens()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text("B) yes"));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("B) yes", "stop", "gpt-4o-2024-11-20", "fp_azure"), (record.Text, record.Finish, record.Model, record.Fingerprint));
        Assert.Equal((1200, 70, 1024, 64), (record.InputTokens, record.OutputTokens, record.CachedInputTokens, record.ReasoningTokens));
    }

    [Fact]
    public async Task Prompt_Filtered_IsAnAnswerWithItsCategoriesAndIsAskedOnce()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Filtered("self_harm"));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("", FinishReasons.ContentFilter, "self_harm: medium"), (record.Text, record.Finish, record.FinishDetail));
        Assert.Equal(1, server.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("The stain is")]
    public async Task Answer_Filtered_IsKeptWithItsCategories(string? text)
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text(text, "content_filter", "violence"));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal((text ?? "", FinishReasons.ContentFilter, "violence: medium"), (record.Text, record.Finish, record.FinishDetail));
    }

    [Fact]
    public async Task Deployment_Unknown_StopsTheModelAndNamesTheField()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackResponse.Error(404, "The API deployment for this resource does not exist.", "DeploymentNotFound"));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal(1, server.Count);
        Assert.Contains("'deployment' ('east-4o')", result.StopReason, StringComparison.Ordinal);
    }
}

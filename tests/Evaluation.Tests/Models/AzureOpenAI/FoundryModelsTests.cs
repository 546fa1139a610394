using System.Text.Json.Nodes;
using MuBench.Responses;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.AzureOpenAI;

/// <summary>Models of other makers that Azure AI Foundry hosts, on the resource's <c>/openai/v1</c> route.</summary>
public sealed class FoundryModelsTests
{
    private static string Model(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "azure-openai", "endpoint": "{{server.Address}}", "deployment": "partner-model", "apiKey": "secret:loop-key" {{more}} }""";

    [Fact]
    public async Task Mistral_ReadsTheLimitUnderItsOlderName()
    {
        await using var server = await LoopbackAzure.StartAsync(call => call.Json["max_completion_tokens"] is null ? Reply("A") : Forbidden("max_completion_tokens"));

        var record = await ProviderRun.OneAsync(Model(server, """, "maxTokensField": "max_tokens" """));

        var call = Assert.Single(server.Calls);
        Assert.Equal(("partner-model", 128), ((string)call.Json["model"]!, (int)call.Json["max_tokens"]!));
        Assert.Equal(("A", "stop", "mistral-medium-2505", 900L, 2L), (record.Text, record.Finish, record.Model, record.InputTokens, record.OutputTokens));
    }

    [Fact]
    public async Task Mistral_AskedWithTheNewerName_SaysWhichFieldItForbids()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => Forbidden("max_completion_tokens"));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal(1, server.Count);
        Assert.Contains("maxTokensField", result.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grok_KeepsItsReasoningApartAndCountsIt()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => Reply("B", message =>
            message["reasoning_content"] = "The tissue is stained with haematoxylin.", usage => usage["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 300 }));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("B", 300L), (record.Text, record.ReasoningTokens));
    }

    [Fact]
    public async Task Filter_OfAPartnersModel_IsKeptAsFiltered()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Filtered("violence"));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal((FinishReasons.ContentFilter, "violence: medium"), (record.Finish, record.FinishDetail));
    }

    /// <summary>The shape of Mistral's and xAI's completions: no fingerprint, no filter results, no details of the prompt's tokens.</summary>
    private static LoopbackResponse Reply(string text, Action<JsonObject>? message = null, Action<JsonObject>? usage = null)
    {
        var said = new JsonObject { ["content"] = text, ["role"] = "assistant", ["tool_calls"] = null };
        message?.Invoke(said);
        var counts = new JsonObject { ["completion_tokens"] = 2, ["prompt_tokens"] = 900, ["total_tokens"] = 902, ["prompt_tokens_details"] = null };
        usage?.Invoke(counts);
        return new LoopbackResponse(200, new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject { ["finish_reason"] = "stop", ["index"] = 0, ["logprobs"] = null, ["message"] = said }),
            ["created"] = 1_760_000_000, ["id"] = "e5cc70bb28c444948073e77776eb30ef", ["model"] = "mistral-medium-2505", ["object"] = "chat.completion", ["usage"] = counts,
        }.ToJsonString());
    }

    /// <summary>How Mistral's server refuses a field that it does not know.</summary>
    private static LoopbackResponse Forbidden(string field) => new(422, new JsonObject
    {
        ["object"] = "error",
        ["message"] = new JsonObject { ["detail"] = new JsonArray(new JsonObject { ["type"] = "extra_forbidden", ["loc"] = new JsonArray("body", field), ["msg"] = "Extra inputs are not permitted", ["input"] = 128 }) },
        ["type"] = "invalid_request_error", ["param"] = null, ["code"] = null,
    }.ToJsonString());
}

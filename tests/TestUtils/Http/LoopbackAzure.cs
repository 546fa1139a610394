using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Http;

/// <summary>Implements Azure OpenAI's protocol, v1 or a dated version: its paths, its two credentials, and its content filter in both forms.</summary>
public static class LoopbackAzure
{
    /// <summary>The deployment that the server has.</summary>
    public const string Deployment = "east-4o";

    /// <summary>Starts a server. A request that does not follow the protocol is refused as Azure does.</summary>
    /// <param name="answer">Returns the response to a request.</param>
    /// <param name="apiVersion">The dated version that the server has; null for v1.</param>
    public static Task<LoopbackChatServer> StartAsync(Func<ChatCall, LoopbackResponse> answer, string? apiVersion = null) =>
        LoopbackChatServer.StartAsync(call => Refusal(call, apiVersion) ?? answer(call));

    /// <summary>The completion of a deployment, with the resolved model and the filter's results.</summary>
    public static LoopbackResponse Text(string? text, string finish = "stop", string? filtered = null)
    {
        var choice = new JsonObject
        {
            ["content_filter_results"] = Findings(filtered),
            ["finish_reason"] = finish,
            ["index"] = 0,
            ["logprobs"] = null,
            // A filtered response has no content.
            ["message"] = text is null ? new JsonObject { ["role"] = "assistant" } : new JsonObject { ["annotations"] = new JsonArray(), ["content"] = text, ["refusal"] = null, ["role"] = "assistant" },
        };
        return new LoopbackResponse(200, new JsonObject
        {
            ["choices"] = new JsonArray(choice),
            ["created"] = 1_760_000_000,
            ["id"] = "chatcmpl-azure",
            ["model"] = "gpt-4o-2024-11-20",
            ["object"] = "chat.completion",
            ["prompt_filter_results"] = new JsonArray(new JsonObject { ["prompt_index"] = 0, ["content_filter_results"] = Findings(null) }),
            ["system_fingerprint"] = "fp_azure",
            ["usage"] = new JsonObject
            {
                ["completion_tokens"] = 70,
                ["completion_tokens_details"] = new JsonObject { ["accepted_prediction_tokens"] = 0, ["audio_tokens"] = 0, ["reasoning_tokens"] = 64, ["rejected_prediction_tokens"] = 0 },
                ["prompt_tokens"] = 1200,
                ["prompt_tokens_details"] = new JsonObject { ["audio_tokens"] = 0, ["cached_tokens"] = 1024 },
                ["total_tokens"] = 1270,
            },
        }.ToJsonString());
    }

    /// <summary>The filter's refusal of a prompt.</summary>
    public static LoopbackResponse Filtered(string category) => new(400, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["message"] = "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
            ["type"] = null,
            ["param"] = "prompt",
            ["code"] = "content_filter",
            ["status"] = 400,
            ["innererror"] = new JsonObject { ["code"] = "ResponsibleAIPolicyViolation", ["content_filter_result"] = Findings(category) },
        },
    }.ToJsonString());

    private static LoopbackResponse? Refusal(ChatCall call, string? apiVersion)
    {
        var (path, query) = apiVersion is null
            ? ("/openai/v1/chat/completions", "")
            : ($"/openai/deployments/{Deployment}/chat/completions", $"?api-version={apiVersion}");
        if (call.Path != path || call.Query != query)
            return LoopbackResponse.Error(404, "Resource not found", "404");
        return call.Headers.ContainsKey("api-key") != call.Headers.ContainsKey("Authorization")
            ? null
            : LoopbackResponse.Error(401, "Access denied due to invalid subscription key or wrong API endpoint.", "401");
    }

    private static JsonObject Findings(string? filtered)
    {
        var findings = new JsonObject { ["jailbreak"] = new JsonObject { ["detected"] = false, ["filtered"] = false } };
        foreach (var category in (string[])["hate", "self_harm", "sexual", "violence"])
            findings[category] = new JsonObject { ["filtered"] = category == filtered, ["severity"] = category == filtered ? "medium" : "safe" };
        return findings;
    }
}

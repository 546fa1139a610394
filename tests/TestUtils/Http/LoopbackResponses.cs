using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Http;

/// <summary>Implements the Responses API of OpenAI, and of Azure OpenAI by v1 or a dated version: paths, strictness, and the shapes of its responses.</summary>
public static class LoopbackResponses
{
    private static readonly string[] Known =
        ["model", "input", "max_output_tokens", "temperature", "top_p", "reasoning", "text", "store", "include", "top_logprobs", "service_tier", "top_k", "stream", "tools", "metadata"];

    /// <summary>Starts a server. A request that does not follow the protocol is refused.</summary>
    /// <param name="answer">Returns the response to a request.</param>
    /// <param name="path">The path of the operation, with its query.</param>
    public static Task<LoopbackChatServer> StartAsync(Func<ChatCall, LoopbackResponse> answer, string path = "/v1/responses") =>
        LoopbackChatServer.StartAsync(call => Refusal(call, path) ?? answer(call));

    /// <summary>A complete response: reasoning, then the text. Null for a response without a message.</summary>
    public static LoopbackResponse Text(string? text, string? refusal = null, JsonArray? logprobs = null, string? tier = "default")
    {
        var output = new JsonArray(new JsonObject { ["id"] = "rs_1", ["type"] = "reasoning", ["summary"] = new JsonArray() });
        if (text is not null)
            output.Add(Message(new JsonObject { ["type"] = "output_text", ["annotations"] = new JsonArray(), ["logprobs"] = logprobs ?? [], ["text"] = text }));
        if (refusal is not null)
            output.Add(Message(new JsonObject { ["type"] = "refusal", ["refusal"] = refusal }));
        return Whole("completed", output, null, null, tier);
    }

    /// <summary>A response that was cut off, by <c>max_output_tokens</c> or <c>content_filter</c>.</summary>
    public static LoopbackResponse Incomplete(string reason, string? text, string? filtered = null)
    {
        var output = text is null ? [] : new JsonArray(Message(new JsonObject { ["type"] = "output_text", ["annotations"] = new JsonArray(), ["text"] = text }, "incomplete"));
        var filters = filtered is null ? null : new JsonArray(Filter("prompt", null), Filter("completion", filtered));
        return Whole("incomplete", output, new JsonObject { ["incomplete_details"] = new JsonObject { ["reason"] = reason } }, filters);
    }

    /// <summary>A response that failed, with the HTTP status 200.</summary>
    public static LoopbackResponse Failed(string code, string message) =>
        Whole("failed", [], new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }, null);

    /// <summary>Azure's refusal of a prompt.</summary>
    public static LoopbackResponse Filtered(string category) => new(400, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["message"] = "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
            ["type"] = "invalid_request_error",
            ["param"] = "prompt",
            ["code"] = "content_filter",
            ["content_filters"] = new JsonArray(Filter("prompt", category)),
        },
    }.ToJsonString());

    private static LoopbackResponse Whole(string status, JsonArray output, JsonObject? more, JsonArray? filters, string? tier = null)
    {
        var body = new JsonObject
        {
            ["id"] = "resp_1", ["object"] = "response", ["created_at"] = 1_760_000_000, ["status"] = status, ["error"] = null, ["incomplete_details"] = null,
            ["instructions"] = null, ["max_output_tokens"] = 128, ["model"] = "gpt-5-2025-08-07", ["output"] = output, ["parallel_tool_calls"] = true, ["previous_response_id"] = null,
            ["reasoning"] = new JsonObject { ["effort"] = "low", ["summary"] = null }, ["service_tier"] = tier, ["store"] = false, ["temperature"] = 1.0,
            ["text"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "text" } }, ["tool_choice"] = "auto", ["tools"] = new JsonArray(), ["top_p"] = 1.0, ["truncation"] = "disabled",
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = 1200, ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = 1024 },
                ["output_tokens"] = 70, ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 64 }, ["total_tokens"] = 1270,
            },
            ["user"] = null, ["metadata"] = new JsonObject(),
        };
        if (filters is not null)
            body["content_filters"] = filters;
        foreach (var (name, value) in more ?? [])
            body[name] = value?.DeepClone();
        return new LoopbackResponse(200, body.ToJsonString());
    }

    private static JsonObject Message(JsonObject part, string status = "completed") => new()
    {
        ["id"] = "msg_1", ["type"] = "message", ["status"] = status, ["role"] = "assistant", ["content"] = new JsonArray(part),
    };

    private static JsonObject Filter(string source, string? filtered)
    {
        var results = new JsonObject();
        foreach (var category in (string[])["hate", "self_harm", "sexual", "violence"])
            results[category] = new JsonObject { ["filtered"] = category == filtered, ["severity"] = category == filtered ? "medium" : "safe" };
        return new JsonObject { ["blocked"] = filtered is not null, ["source_type"] = source, ["content_filter_results"] = results };
    }

    private static LoopbackResponse? Refusal(ChatCall call, string path)
    {
        if (call.Path + call.Query != path)
            return LoopbackResponse.Error(404, $"no {call.Path}{call.Query}");
        return call.Json.AsObject().Select(field => field.Key).FirstOrDefault(name => !Known.Contains(name)) is { } unknown
            ? new LoopbackResponse(400, $$$"""{"error":{"message":"Unknown parameter: '{{{unknown}}}'.","type":"invalid_request_error","param":"{{{unknown}}}","code":"unknown_parameter"}}""")
            : null;
    }
}

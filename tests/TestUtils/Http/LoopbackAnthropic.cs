using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Http;

/// <summary>Implements Anthropic's Messages API, version 2026-10-21: its path, headers, strictness and errors.</summary>
public static class LoopbackAnthropic
{
    private static readonly string[] Known = ["max_tokens", "messages", "model", "metadata", "output_config", "system", "thinking", "top_k"];

    /// <summary>Starts a server. A request that does not follow the protocol is refused as Anthropic does.</summary>
    /// <param name="answer">The response to a request.</param>
    /// <param name="prefix">What stands before the API's own path: nothing, or the path of a cloud.</param>
    public static Task<LoopbackChatServer> StartAsync(Func<ChatCall, LoopbackResponse> answer, string prefix = "") =>
        LoopbackChatServer.StartAsync(call => Refusal(call, prefix) ?? answer(call));

    /// <summary>A message with a text, or without content if the text is null.</summary>
    public static LoopbackResponse Text(string? text, string stop = "end_turn", string? thinking = null)
    {
        var content = new JsonArray();
        if (thinking is not null)
            content.Add(new JsonObject { ["type"] = "thinking", ["thinking"] = thinking, ["signature"] = "c2ln" });
        if (text is not null)
            content.Add(new JsonObject { ["type"] = "text", ["text"] = text });
        return new LoopbackResponse(200, new JsonObject
        {
            ["id"] = "msg_013Zva2CMHLNnXjNJJKqJ2EF",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = "claude-loopback-20261021",
            ["content"] = content,
            ["stop_reason"] = stop,
            ["stop_sequence"] = null,
            ["stop_details"] = stop == "refusal" ? new JsonObject { ["type"] = "refusal", ["category"] = "bio", ["explanation"] = "Withheld." } : null,
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = 900,
                ["cache_creation_input_tokens"] = 0,
                ["cache_read_input_tokens"] = 100,
                ["output_tokens"] = 42,
                ["output_tokens_details"] = new JsonObject { ["thinking_tokens"] = 40 },
                ["service_tier"] = "standard",
            },
        }.ToJsonString());
    }

    /// <summary>An error.</summary>
    public static LoopbackResponse Error(int status, string type, string message, params (string Name, string Value)[] headers) => new(
        status,
        new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = type, ["message"] = message }, ["request_id"] = "req_011CSHoEeqs5C35K2UUqR7Fy" }.ToJsonString(),
        headers.ToDictionary(header => header.Name, header => header.Value));

    private static LoopbackResponse? Refusal(ChatCall call, string prefix)
    {
        if (call.Path != prefix + "/v1/messages")
            return Error(404, "not_found_error", "Not Found");
        if (!call.Headers.ContainsKey("anthropic-version"))
            return Error(400, "invalid_request_error", "anthropic-version: header is required");
        return call.Json.AsObject().Select(field => field.Key).FirstOrDefault(name => !Known.Contains(name)) is { } unknown
            ? Error(400, "invalid_request_error", $"{unknown}: Extra inputs are not permitted")
            : null;
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MuBench.TestUtils.Http;

/// <summary>Implements Google's Gemini API, <c>generateContent</c>: its path, key header, strictness and errors.</summary>
public static partial class LoopbackGemini
{
    private static readonly string[] KnownSettings = ["temperature", "topP", "maxOutputTokens", "seed", "thinkingConfig", "responseLogprobs", "logprobs", "responseMimeType", "responseJsonSchema", "mediaResolution"];

    /// <summary>Starts a server. A request that does not follow the protocol is refused as Google does.</summary>
    public static Task<LoopbackChatServer> StartAsync(Func<ChatCall, LoopbackResponse> answer) =>
        LoopbackChatServer.StartAsync(call => Refusal(call) ?? answer(call));

    /// <summary>A response with a text, or with a candidate without content if the text is null.</summary>
    public static LoopbackResponse Text(string? text, string finish = "STOP", string? thought = null)
    {
        var parts = new JsonArray();
        if (thought is not null)
            parts.Add(new JsonObject { ["text"] = thought, ["thought"] = true });
        if (text is not null)
            parts.Add(new JsonObject { ["text"] = text });
        var candidate = new JsonObject { ["finishReason"] = finish, ["index"] = 0 };
        if (parts.Count > 0)
            candidate["content"] = new JsonObject { ["parts"] = parts, ["role"] = "model" };
        if (finish == "SAFETY")
            candidate["safetyRatings"] = new JsonArray(new JsonObject { ["category"] = "HARM_CATEGORY_DANGEROUS_CONTENT", ["probability"] = "HIGH", ["blocked"] = true });
        return Whole(new JsonObject { ["candidates"] = new JsonArray(candidate) });
    }

    /// <summary>The response to a blocked prompt.</summary>
    public static LoopbackResponse Blocked(string reason) => Whole(new JsonObject { ["promptFeedback"] = new JsonObject { ["blockReason"] = reason } });

    /// <summary>An error.</summary>
    public static LoopbackResponse Error(int status, string code, string message, params JsonObject[] details) => new(status, new JsonObject
    {
        ["error"] = new JsonObject { ["code"] = status, ["message"] = message, ["status"] = code, ["details"] = new JsonArray([.. details]) },
    }.ToJsonString());

    /// <summary>The error detail that requests a delay.</summary>
    public static JsonObject RetryInfo(string delay) => new() { ["@type"] = "type.googleapis.com/google.rpc.RetryInfo", ["retryDelay"] = delay };

    /// <summary>The error detail that names a violated quota.</summary>
    public static JsonObject QuotaFailure(string quotaId) => new()
    {
        ["@type"] = "type.googleapis.com/google.rpc.QuotaFailure",
        ["violations"] = new JsonArray(new JsonObject { ["quotaMetric"] = "generativelanguage.googleapis.com/generate_content_requests", ["quotaId"] = quotaId, ["quotaValue"] = "250" }),
    };

    /// <summary>The error detail that names a reason.</summary>
    public static JsonObject ErrorInfo(string reason) => new()
    {
        ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
        ["reason"] = reason,
        ["domain"] = "googleapis.com",
    };

    private static LoopbackResponse Whole(JsonObject answer)
    {
        answer["usageMetadata"] = new JsonObject
        {
            ["promptTokenCount"] = 1100, ["candidatesTokenCount"] = 3, ["totalTokenCount"] = 1153, ["thoughtsTokenCount"] = 50, ["cachedContentTokenCount"] = 800,
        };
        answer["modelVersion"] = "gemini-loopback-001";
        answer["responseId"] = "r3sp";
        return new LoopbackResponse(200, answer.ToJsonString(), ContentType: "application/json; charset=UTF-8");
    }

    private static LoopbackResponse? Refusal(ChatCall call)
    {
        if (!Route().IsMatch(call.Path) || call.Query.Length > 0)
            return new LoopbackResponse(404, "<html><title>Error 404 (Not Found)!!1</title>", ContentType: "text/html");
        if (!call.Headers.ContainsKey("x-goog-api-key"))
            return Error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers (callers without established identity).");
        var settings = call.Json["generationConfig"]?.AsObject().Select(field => field.Key) ?? [];
        return settings.FirstOrDefault(name => !KnownSettings.Contains(name)) is { } unknown
            ? Error(400, "INVALID_ARGUMENT", $"Invalid JSON payload received. Unknown name \"{unknown}\" at 'generation_config': Cannot find field.")
            : null;
    }

    [GeneratedRegex("^/v1beta/(models|tunedModels)/[^/:]+:generateContent$")]
    private static partial Regex Route();
}

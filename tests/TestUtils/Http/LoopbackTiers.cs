using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Http;

/// <summary>Responses of OpenAI that name the service tier that served them.</summary>
public static class LoopbackTiers
{
    /// <summary>An answer with 1,000 input tokens, 400 of them cached, and 100 output tokens; null names no tier.</summary>
    public static LoopbackResponse Text(string? tier)
    {
        var reply = LoopbackResponse.Text("A", inputTokens: 1000, outputTokens: 100);
        var body = JsonNode.Parse(reply.Body)!;
        body["usage"]!["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 400 };
        if (tier is not null)
            body["service_tier"] = tier;
        return reply with { Body = body.ToJsonString() };
    }
}

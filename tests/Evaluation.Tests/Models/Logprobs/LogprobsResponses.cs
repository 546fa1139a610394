using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Logprobs;

/// <summary>Responses with log-probabilities in the shapes of the providers.</summary>
internal static class LogprobsResponses
{
    /// <summary>OpenAI's and Azure's: "B" and the end of the turn, which is no token of the text.</summary>
    public static LoopbackResponse OpenAI { get; } = Completion("""
        "content": "B", "refusal": null, "annotations": [] }, "logprobs": { "content": [
          { "token": "B", "logprob": -0.105361, "bytes": [66], "top_logprobs": [
            { "token": "B", "logprob": -0.105361, "bytes": [66] },
            { "token": "A", "logprob": -2.995732, "bytes": [65] },
            { "token": " B", "logprob": -3.912023, "bytes": [32, 66] },
            { "token": "The", "logprob": -4.60517, "bytes": [84, 104, 101] },
            { "token": "b", "logprob": -9999.0, "bytes": [98] } ] } ], "refusal": null }
        """);

    /// <summary>vLLM's with a reasoning parser: the tokens of the reasoning come first, and the end of the turn last; bytes may be missing.</summary>
    public static LoopbackResponse Vllm { get; } = Completion("""
        "reasoning_content": "A?", "content": "\n\n(B)", "tool_calls": [] }, "logprobs": { "content": [
          { "token": "<think>", "logprob": 0.0, "bytes": null, "top_logprobs": [] },
          { "token": "A", "logprob": -0.5, "bytes": null, "top_logprobs": [] },
          { "token": "?", "logprob": -0.5, "bytes": null, "top_logprobs": [] },
          { "token": "</think>", "logprob": 0.0, "bytes": null, "top_logprobs": [] },
          { "token": "\n\n", "logprob": 0.0, "bytes": null, "top_logprobs": [] },
          { "token": "(B", "logprob": -0.25, "bytes": [40, 66], "top_logprobs": [
            { "token": "(B", "logprob": -0.25, "bytes": [40, 66] }, { "token": "(A", "logprob": -1.75, "bytes": [40, 65] } ] },
          { "token": ")", "logprob": 0.0, "bytes": [41], "top_logprobs": [ { "token": ")", "logprob": 0.0, "bytes": [41] } ] },
          { "token": "<|im_end|>", "logprob": 0.0, "bytes": null, "top_logprobs": [] } ] }
        """);

    /// <summary>Google's: the chosen token need not be among the most probable ones.</summary>
    public static LoopbackResponse Gemini { get; } = new(200, """
        { "candidates": [ {
            "content": { "parts": [ { "text": "B" } ], "role": "model" }, "finishReason": "STOP", "index": 0, "avgLogprobs": -1.6,
            "logprobsResult": {
              "topCandidates": [ { "candidates": [
                { "token": "A", "tokenId": 235280, "logProbability": -0.35667494 }, { "token": "▁C", "tokenId": 585, "logProbability": -2.3025851 } ] } ],
              "chosenCandidates": [ { "token": "B", "tokenId": 235305, "logProbability": -1.6094379 } ],
              "logProbabilitySum": -1.6094379 } } ],
          "usageMetadata": { "promptTokenCount": 1100, "candidatesTokenCount": 1, "totalTokenCount": 1101 }, "modelVersion": "gemini-loopback-001" }
        """);

    private static LoopbackResponse Completion(string rest) => new(200, $$"""
        { "id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "loopback-1", "choices": [
            { "index": 0, "message": { "role": "assistant", {{rest}}, "finish_reason": "stop", "stop_reason": null } ],
          "usage": { "prompt_tokens": 100, "completion_tokens": 2, "total_tokens": 102 } }
        """);
}

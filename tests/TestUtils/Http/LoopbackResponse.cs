using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MuBench.TestUtils.Http;

/// <summary>The response of a loopback server.</summary>
public sealed record LoopbackResponse(int Status, string Body, IReadOnlyDictionary<string, string>? Headers = null, string ContentType = "application/json")
{
    /// <summary>What is sent after <see cref="Body"/> again and again, until the caller goes; null to end there.</summary>
    public byte[]? Endless { get; init; }

    /// <summary>A chat completion with a text.</summary>
    public static LoopbackResponse Text(
        string? text, string finish = "stop", string? refusal = null, string model = "loopback-1", int inputTokens = 100, int outputTokens = 2) => new(200, new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["created"] = 1_700_000_000,
            ["model"] = model,
            ["system_fingerprint"] = "fp_loopback",
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text, ["refusal"] = refusal },
                ["finish_reason"] = finish,
            }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = inputTokens, ["completion_tokens"] = outputTokens, ["total_tokens"] = inputTokens + outputTokens },
        }.ToJsonString());

    /// <summary>An error in OpenAI's format.</summary>
    public static LoopbackResponse Error(int status, string message, string? code = null, string? retryAfter = null) => new(
        status,
        new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "error", ["code"] = code } }.ToJsonString(),
        retryAfter is null ? null : new Dictionary<string, string> { ["Retry-After"] = retryAfter });

    /// <summary>A body that is not a chat completion.</summary>
    public static LoopbackResponse Garbage(string body = "<html>gateway</html>") => new(200, body, null, "text/html");

    /// <summary>Sends the response.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = Status;
        context.Response.ContentType = ContentType;
        foreach (var (name, value) in Headers ?? new Dictionary<string, string>())
            context.Response.Headers[name] = value;
        var bytes = Encoding.UTF8.GetBytes(Body);
        if (Endless is null)
            context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        // A write to the stream would still succeed after the client has disconnected; the pipe's result says so.
        while (Endless is not null && !(await context.Response.BodyWriter.WriteAsync(Endless, context.RequestAborted)).IsCompleted)
        {
        }
    }
}

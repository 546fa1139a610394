using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MuBench.TestUtils.Http;

/// <summary>A received request, in any of the chat protocols.</summary>
public sealed record ChatCall(int Number, string Path, string? Authorization, byte[] RawBody, CancellationToken Aborted)
{
    private JsonNode? _json;

    /// <summary>The body as JSON.</summary>
    public JsonNode Json => _json ??= JsonNode.Parse(RawBody)!;

    /// <summary>The HTTP method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The query of the URL, with its question mark; empty if there is none.</summary>
    public string Query { get; init; } = "";

    /// <summary>The headers, by name in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body as text.</summary>
    public string Body => Encoding.UTF8.GetString(RawBody);

    /// <summary>The text part of the user's message.</summary>
    public string Prompt => UserMessage?["content"] is JsonValue text ? text.GetValue<string>() : Parts.First(part => part!["text"] is not null)!["text"]!.GetValue<string>();

    /// <summary>The types of the user message's parts, in order.</summary>
    public IReadOnlyList<string> PartTypes => UserMessage!["content"] is JsonArray parts ? [.. parts.Select(part => (string)part!["type"]!)] : ["text"];

    /// <summary>Whether an image was sent.</summary>
    public bool HasImage => PartTypes.Contains("image_url");

    /// <summary>The first image as a data URI.</summary>
    public string ImageUri => Parts.First(part => (string)part!["type"]! == "image_url")!["image_url"]!["url"]!.GetValue<string>();

    /// <summary>The images in base64, in the order in which they were sent.</summary>
    public IReadOnlyList<string> ImagesBase64 => [.. Parts.Select(part =>
        (part!["image_url"]?["url"] is { } uri ? uri.GetValue<string>().Split(',')[1] : null)
        ?? part["source"]?["data"]?.GetValue<string>()
        ?? part["inlineData"]?["data"]?.GetValue<string>()).OfType<string>()];

    /// <summary>The first image in base64.</summary>
    public string ImageBase64 => ImagesBase64[0];

    /// <summary>The bytes of the first image.</summary>
    public byte[] ImageBytes => Convert.FromBase64String(ImageBase64);

    // OpenAI and Anthropic: messages with content, which may be a plain text. Gemini: contents with parts.
    private JsonArray Parts => (UserMessage?["content"] ?? Json["contents"]![0]!["parts"]) as JsonArray ?? [];

    // A system prompt stands before it.
    private JsonNode? UserMessage => Json["messages"] is JsonArray messages ? messages[^1] : null;

    /// <summary>Reads a whole request.</summary>
    public static async Task<ChatCall> ReadAsync(int number, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new ChatCall(number, context.Request.Path, context.Request.Headers.Authorization, body.ToArray(), context.RequestAborted)
        {
            Method = context.Request.Method,
            Query = context.Request.QueryString.Value ?? "",
            Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>A letter that depends only on the prompt and the image, so that every run of a test gets the same responses.</summary>
    public string StableLetter()
    {
        var options = Prompt.Split('\n').Count(line => line.Length > 2 && line[1] == ')' && line[2] == ' ');
        var sum = Encoding.UTF8.GetBytes(Prompt).Concat(Encoding.UTF8.GetBytes(ImageBase64[^Math.Min(200, ImageBase64.Length)..])).Aggregate(17u, (hash, value) => (hash * 31) + value);
        return ((char)('A' + (sum % (uint)Math.Max(1, options)))).ToString();
    }
}

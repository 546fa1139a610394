using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using MuBench.Manifests;
using MuBench.Models.Http;

namespace MuBench.Models.Gemini;

/// <summary>Calls <c>models/MODEL:generateContent</c>. One turn of text and images; no tools, no streaming.</summary>
internal sealed class GeminiChatClient(HttpClient http, Uri endpoint, string? apiKey, ModelManifest manifest) : IChatClient
{
    private readonly Uri _address = new($"{endpoint.AbsoluteUri.TrimEnd('/')}/{PathOf(manifest)}:generateContent");

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ReadOnlyMemoryContent(GeminiRequest.Write(messages, manifest)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (apiKey is not null)
            request.Headers.Add("x-goog-api-key", apiKey);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var tier = response.Headers.TryGetValues("x-gemini-service-tier", out var tiers) ? tiers.FirstOrDefault() : null;
        return (ResponseBody.Read(response, body, GeminiResponse.Read) with { ServiceTier = tier }).ToResponse();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Streaming is not supported.");

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Does nothing: the creator owns the HTTP client.</summary>
    public void Dispose()
    {
    }

    /// <summary>The resource's name: the place of the provider's own models before a plain name; <c>tunedModels/x</c> or <c>endpoints/1</c> is kept.</summary>
    private static string PathOf(ModelManifest manifest)
    {
        var model = manifest.Model!;
        var place = manifest.Platform == ModelPlatforms.Vertex ? "publishers/google/models" : "models";
        return string.Join('/', (model.Contains('/') ? model : $"{place}/{model}").Split('/').Select(Uri.EscapeDataString));
    }
}

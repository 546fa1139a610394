using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using MuBench.Manifests;
using MuBench.Models.Http;

namespace MuBench.Models.Anthropic;

/// <summary>Calls <c>POST /v1/messages</c>. One turn of text and images; no tools, no streaming.</summary>
/// <param name="http">The HTTP client; the caller owns it.</param>
/// <param name="address">The address before <c>/v1/messages</c>.</param>
/// <param name="apiKey">The key; null if none is sent, or if a handler of <paramref name="http"/> signs in.</param>
/// <param name="manifest">The model with its settings.</param>
internal sealed class MessagesClient(HttpClient http, string address, string? apiKey, ModelManifest manifest) : IChatClient
{
    /// <summary>The version of the API, which every request names.</summary>
    internal const string Version = "2026-10-21";

    private readonly Uri _address = new($"{address}/v1/messages");

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ReadOnlyMemoryContent(MessagesRequest.Write(messages, manifest)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("anthropic-version", Version);
        if (apiKey is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return ResponseBody.Read(response, body, MessagesResponse.Read).ToResponse();
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
}

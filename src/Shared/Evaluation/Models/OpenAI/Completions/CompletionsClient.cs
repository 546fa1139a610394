using Microsoft.Extensions.AI;
using MuBench.Models.Http;

namespace MuBench.Models.OpenAI.Completions;

/// <summary>
/// A client of chat completions that does what calls of an evaluation need and no more: it neither retries nor has a timeout, and the settings are the model's own.
/// </summary>
/// <param name="http">Sends the requests, without a limit of the responses.</param>
/// <param name="endpoint">Base address; <c>chat/completions</c> follows.</param>
/// <param name="apiKey">The key; null to send none.</param>
/// <param name="body">Writes the bodies of requests.</param>
/// <param name="limits">The size limits of responses.</param>
internal sealed class CompletionsClient(HttpMessageInvoker http, Uri endpoint, string? apiKey, CompletionBody body, ResponseLimits limits) : IChatClient
{
    private readonly Uri _address = AddressOf(endpoint);
    private readonly string? _authorization = apiKey is null ? null : $"Bearer {apiKey}";

    /// <summary>Makes a call.</summary>
    /// <param name="messages">The messages, with texts and <see cref="PlacedImage"/>s.</param>
    /// <param name="options">Not used: the settings are the model's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = body.Of(messages) };
        if (_authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", _authorization);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "mubench");
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            using var content = await BoundedBody.ReadAsync(response, limits.MaxBytes, cancellationToken).ConfigureAwait(false);
            return ResponseBody.Read(response, content.Bytes, CompletionReader.Read);
        }
        catch (Exception exception)
        {
            ResponseHeaders.Attach(response.Headers, exception);
            throw;
        }
    }

    /// <summary>Not supported: a response is used as a whole.</summary>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static Uri AddressOf(Uri endpoint)
    {
        var address = new UriBuilder(endpoint);
        address.Path = $"{address.Path.TrimEnd('/')}/chat/completions";
        return address.Uri;
    }
}

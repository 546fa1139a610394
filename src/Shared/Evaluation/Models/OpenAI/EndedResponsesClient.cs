using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace MuBench.Models.OpenAI;

#pragma warning disable OPENAI001 // The client marks the whole Responses API as new; the API itself is stable.

/// <summary>
/// Passes on responses that ended by themselves. The API reports a failure of the model with the HTTP status 200, and the chat
/// abstraction would pass it on as an empty text.
/// </summary>
internal sealed class EndedResponsesClient(IChatClient inner) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    /// <exception cref="ResponseFailedException">The response is neither completed nor incomplete.</exception>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        var result = response.RawRepresentation as ResponseResult;
        return result is { Status: null or ResponseStatus.Completed or ResponseStatus.Incomplete, Error: null }
            ? response
            : throw new ResponseFailedException(result?.Status?.ToString(), result?.Error?.Code.ToString(), result?.Error?.Message);
    }
}

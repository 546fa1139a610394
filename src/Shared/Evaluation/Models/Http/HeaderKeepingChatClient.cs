using Microsoft.Extensions.AI;
using MuBench.Models.Generative;

namespace MuBench.Models.Http;

/// <summary>Hands the headers of an answer on with the response or the exception that came of it, and the reported usage where it can be true.</summary>
internal sealed class HeaderKeepingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var holder = ResponseHeaders.Begin();
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            holder.AttachTo(response);
            ReportedUsage.Check(response, holder.Sanitized);
            return response;
        }
        catch (Exception exception)
        {
            holder.AttachTo(exception);
            throw;
        }
    }
}

using Microsoft.Extensions.AI;
using MuBench.Models.Generative;

namespace MuBench.Models.Http;

/// <summary>Attaches the HTTP headers to the exception of a call that failed, and checks the reported token counts and finish reasons.</summary>
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
            ReportedUsage.Check(response, holder.Sanitized);
            FinishWords.Keep(response, holder.FinishWord);
            return response;
        }
        catch (Exception exception)
        {
            holder.AttachTo(exception);
            throw;
        }
    }
}

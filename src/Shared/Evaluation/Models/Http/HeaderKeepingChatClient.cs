using Microsoft.Extensions.AI;
using MuBench.Models.Generative;

namespace MuBench.Models.Http;

/// <summary>
/// Attaches the HTTP headers to the exception of a call that failed, checks the reported token counts and finish reasons, and gives the images of the request
/// to <see cref="PlacedImageHandler"/>.
/// </summary>
internal sealed class HeaderKeepingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var holder = ResponseHeaders.Begin([.. asked.SelectMany(message => message.Contents).OfType<PlacedImage>()]);
        try
        {
            var response = await base.GetResponseAsync(asked, options, cancellationToken).ConfigureAwait(false);
            ReportedUsage.Check(response, holder.IsUsageFaulty);
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

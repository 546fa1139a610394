using Microsoft.Extensions.AI;
using MuBench.Models.Calls;
using MuBench.Models.Generative;

namespace MuBench.Models.Batch;

/// <summary>
/// A provider's client over <see cref="RecordedTransport"/>. It shows the request that the client would send, and reads
/// a response that came in another way.
/// </summary>
internal sealed class CallReplay(IChatProvider provider)
{
    private static readonly ChatMessage[] Any = [new ChatMessage(ChatRole.User, "-")];

    /// <summary>The provider.</summary>
    public IChatProvider Provider { get; } = provider;

    /// <summary>The request of a call.</summary>
    /// <exception cref="UserException">The credential is not available.</exception>
    public async Task<CapturedRequest> CaptureAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        var exchange = new RecordedExchange(null);
        RecordedTransport.Begin(exchange);
        try
        {
            await Provider.Client.GetResponseAsync(messages, Provider.Options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (exchange.Request is not null)
        {
            // The transport sends nothing, by design; the client can only report that as an exception.
        }

        return exchange.Request ?? throw new InvalidOperationException("The client made no request.");
    }

    /// <summary>The request of an arbitrary call, which contains the address and the credential.</summary>
    public Task<CapturedRequest> CaptureAnyAsync(CancellationToken cancellationToken) => CaptureAsync(Any, cancellationToken);

    /// <summary>Reads a response to a call.</summary>
    public async Task<CallResult<ChatResponse>> ReplayAsync(BatchHttpResponse response, CancellationToken cancellationToken)
    {
        RecordedTransport.Begin(new RecordedExchange(response));
        try
        {
            return new CallResult<ChatResponse>(await Provider.Client.GetResponseAsync(Any, Provider.Options, cancellationToken).ConfigureAwait(false), null, 0, 1);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new CallResult<ChatResponse>(null, Provider.Explain(exception), 0, 1); // the caller stores it as the reason of the question
        }
    }
}

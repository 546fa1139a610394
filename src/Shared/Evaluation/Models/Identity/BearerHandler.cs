using System.Net.Http.Headers;

namespace MuBench.Models.Identity;

/// <summary>Signs requests with the token of an identity, which goes to the hosts of its service only.</summary>
/// <param name="token">Gives a valid token.</param>
/// <param name="mayReceive">Whether an address is one of the service.</param>
/// <param name="refusal">The message for every other address.</param>
/// <param name="inner">The inner handler.</param>
internal sealed class BearerHandler(
    Func<CancellationToken, Task<string>> token, Func<Uri, bool> mayReceive, string refusal, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The address is checked again here, where the token is added: it must reach no other host, whatever the cause of the address.
        if (request.RequestUri is not { } uri || !mayReceive(uri))
            throw new UserException(refusal);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(cancellationToken).ConfigureAwait(false));
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}

using Azure.Core;
using Azure.Identity;

namespace MuBench.Models.Identity;

/// <summary>
/// The tokens of an Entra identity for one service of Azure. A token is kept until shortly before it expires: some identities start a process for
/// each token.
/// </summary>
/// <param name="credential">The identity.</param>
/// <param name="scope">The service's scope, such as <c>https://ai.azure.com/.default</c>.</param>
/// <param name="service">The service's name in messages.</param>
/// <param name="time">The clock.</param>
internal sealed class EntraTokens(TokenCredential credential, string scope, string service, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly TokenRequestContext _request = new([scope]);
    private readonly Lock _lock = new();
    private Task<AccessToken>? _signingIn;

    /// <summary>A valid token. All waiting calls share one sign-in, which continues even if the call that started it is cancelled.</summary>
    /// <exception cref="UserException">No identity could sign in.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await Current().WaitAsync(cancellationToken).ConfigureAwait(false)).Token;
        }
        catch (AuthenticationFailedException exception)
        {
            throw new UserException($"Entra sign-in for {service} failed: {FirstLine(exception.Message)} Sign in with 'az login', run under a managed identity, or set 'apiKey'.", exception);
        }
    }

    private Task<AccessToken> Current()
    {
        lock (_lock)
        {
            var stale = _signingIn is null or { IsFaulted: true } or { IsCanceled: true }
                || _signingIn is { IsCompletedSuccessfully: true } && _signingIn.Result.ExpiresOn - Margin <= time.GetUtcNow();
            if (stale)
                _signingIn = credential.GetTokenAsync(_request, CancellationToken.None).AsTask();
            return _signingIn!;
        }
    }

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}

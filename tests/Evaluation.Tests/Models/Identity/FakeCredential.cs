using Azure.Core;

namespace MuBench.Tests.Models.Identity;

/// <summary>An Entra identity whose tokens are numbered and hold for an hour.</summary>
internal sealed class FakeCredential(TimeProvider time) : TokenCredential
{
    private readonly List<string> _scopes = [];

    /// <summary>The scopes of the tokens so far.</summary>
    public IReadOnlyList<string> Scopes => _scopes;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        _scopes.AddRange(requestContext.Scopes);
        return new AccessToken($"token-{_scopes.Count}", time.GetUtcNow().AddHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}

using System.ClientModel.Primitives;
using Azure.Core;
using Azure.Identity;
using MuBench.Endpoints;

namespace MuBench.Models.AzureOpenAI;

/// <summary>
/// Authenticates requests with an Entra identity. The token is kept until shortly before it expires: some identities
/// start a process for each token.
/// </summary>
internal sealed class EntraPolicy(TokenCredential credential, TimeProvider time) : AuthenticationPolicy
{
    private static readonly TokenRequestContext Request = new(["https://cognitiveservices.azure.com/.default"]);
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private Task<AccessToken>? _signingIn;

    /// <summary>Signs in before the first call, so that a fault is found early.</summary>
    /// <exception cref="UserException">No identity could sign in.</exception>
    public Task SignInAsync(CancellationToken cancellationToken) => GetTokenAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("Models are called asynchronously.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        // The address is checked again before the token is added: the token must reach no other host, whatever the cause of the address.
        if (message.Request.Uri is not { } uri || !AzureOpenAIHosts.Contains(uri))
            throw new UserException($"An Entra token goes only to Azure OpenAI over https ({AzureOpenAIHosts.Description}).");
        message.Request.Headers.Set("Authorization", $"Bearer {await GetTokenAsync(message.CancellationToken).ConfigureAwait(false)}");
        await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
    }

    private async Task<string> GetTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            // All waiting calls share one sign-in, which continues even if the call that started it is cancelled.
            return (await Current().WaitAsync(cancellationToken).ConfigureAwait(false)).Token;
        }
        catch (AuthenticationFailedException exception)
        {
            throw new UserException($"Entra sign-in for Azure OpenAI failed: {FirstLine(exception.Message)} Sign in with 'az login', run under a managed identity, or set 'apiKey'.", exception);
        }
    }

    private Task<AccessToken> Current()
    {
        lock (_lock)
        {
            var stale = _signingIn is null or { IsFaulted: true } or { IsCanceled: true }
                || _signingIn is { IsCompletedSuccessfully: true } && _signingIn.Result.ExpiresOn - Margin <= time.GetUtcNow();
            if (stale)
                _signingIn = credential.GetTokenAsync(Request, CancellationToken.None).AsTask();
            return _signingIn!;
        }
    }

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}

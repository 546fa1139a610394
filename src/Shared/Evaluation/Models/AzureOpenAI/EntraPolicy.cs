using System.ClientModel.Primitives;
using Azure.Core;
using Azure.Identity;
using MuBench.Endpoints;

namespace MuBench.Models.AzureOpenAI;

/// <summary>Signs requests in with an Entra identity. The token is kept until it is about to expire: some identities start a process for each.</summary>
internal sealed class EntraPolicy(TokenCredential credential, TimeProvider time) : AuthenticationPolicy
{
    private static readonly TokenRequestContext Request = new(["https://cognitiveservices.azure.com/.default"]);
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private Task<AccessToken>? _signingIn;

    /// <summary>Signs in, so that a fault shows before anything is asked.</summary>
    /// <exception cref="UserException">No identity could sign in.</exception>
    public Task SignInAsync(CancellationToken cancellationToken) => GetTokenAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("Models are called asynchronously.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        // Checked again where the token is put on: whatever made the address, it goes nowhere else.
        if (message.Request.Uri is not { } uri || !AzureOpenAIHosts.Contains(uri))
            throw new UserException($"An Entra token goes only to Azure OpenAI over https ({AzureOpenAIHosts.Description}).");
        message.Request.Headers.Set("Authorization", $"Bearer {await GetTokenAsync(message.CancellationToken).ConfigureAwait(false)}");
        await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
    }

    private async Task<string> GetTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            // One sign-in for all calls that wait for it; it outlives the call that began it.
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

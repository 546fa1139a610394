using System.ClientModel.Primitives;
using Azure.Core;
using MuBench.Endpoints;
using MuBench.Models.Identity;

namespace MuBench.Models.AzureOpenAI;

/// <summary>Authenticates requests of an OpenAI client with an Entra identity.</summary>
internal sealed class EntraPolicy(TokenCredential credential, TimeProvider time) : AuthenticationPolicy
{
    private readonly EntraTokens _tokens = new(credential, "https://cognitiveservices.azure.com/.default", "Azure OpenAI", time);

    /// <summary>Signs in before the first call, so that a fault is found early.</summary>
    /// <exception cref="UserException">No identity could sign in.</exception>
    public Task SignInAsync(CancellationToken cancellationToken) => _tokens.GetAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("Models are called asynchronously.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        // The address is checked again before the token is added: the token must reach no other host, whatever the cause of the address.
        if (message.Request.Uri is not { } uri || !AzureOpenAIHosts.Contains(uri))
            throw new UserException($"An Entra token goes only to Azure OpenAI over https ({AzureOpenAIHosts.Description}).");
        message.Request.Headers.Set("Authorization", $"Bearer {await _tokens.GetAsync(message.CancellationToken).ConfigureAwait(false)}");
        await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
    }
}

using System.ClientModel;
using System.ClientModel.Primitives;
using MuBench.Manifests;
using MuBench.Models.AzureOpenAI;

namespace MuBench.Models.OpenAI;

/// <summary>Endpoint, model and credential of calls in OpenAI's protocol.</summary>
/// <param name="Endpoint">Base address; <c>chat/completions</c> follows.</param>
/// <param name="Model">The model name in requests.</param>
/// <param name="Authentication">Adds the credential to a request.</param>
/// <param name="AddressHint">What a base address usually looks like, as text.</param>
/// <param name="KeyRemedy">What to check if the credential is rejected; null for the default text about the key.</param>
internal sealed record OpenAITarget(Uri Endpoint, string Model, AuthenticationPolicy Authentication, string AddressHint, string? KeyRemedy = null)
{
    /// <summary>The route of an Azure OpenAI deployment; null for other targets.</summary>
    public AzureRoute? Azure { get; init; }

    /// <summary>The target of a model of kind <c>openai</c>.</summary>
    public static OpenAITarget Of(ModelManifest manifest, string? apiKey) => new(
        manifest.Endpoint ?? ModelKinds.OpenAIEndpoint,
        manifest.Model!,
        apiKey is null
            ? new NoAuthenticationPolicy()
            : ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(new ApiKeyCredential(apiKey), "Authorization", "Bearer"),
        "it usually ends in /v1");
}

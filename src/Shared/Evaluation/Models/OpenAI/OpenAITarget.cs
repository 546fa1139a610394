using System.ClientModel;
using System.ClientModel.Primitives;
using MuBench.Manifests;

namespace MuBench.Models.OpenAI;

/// <summary>Who is asked by OpenAI's protocol, and as whom.</summary>
/// <param name="Endpoint">Base address; <c>chat/completions</c> follows.</param>
/// <param name="Model">What the request names as its model.</param>
/// <param name="Authentication">Puts the credential on a request.</param>
/// <param name="AddressHint">What a base address usually looks like, in words.</param>
/// <param name="KeyRemedy">What to look at where the credential is refused; null for the key's own words.</param>
internal sealed record OpenAITarget(Uri Endpoint, string Model, AuthenticationPolicy Authentication, string AddressHint, string? KeyRemedy = null)
{
    /// <summary>The target of a model of kind <c>openai</c>.</summary>
    public static OpenAITarget Of(ModelManifest manifest, string? apiKey) => new(
        manifest.Endpoint ?? ModelKinds.OpenAIEndpoint,
        manifest.Model!,
        apiKey is null
            ? new NoAuthenticationPolicy()
            : ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(new ApiKeyCredential(apiKey), "Authorization", "Bearer"),
        "it usually ends in /v1");
}

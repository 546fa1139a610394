using Azure.Identity;
using MuBench.Manifests;

namespace MuBench.Models.Identity;

/// <summary>Finds out how calls of a model reach its provider.</summary>
internal static class HostedPlatforms
{
    /// <summary>The platform of a model. It signs in where the platform has an identity, so that a fault is found before the first call.</summary>
    /// <exception cref="UserException">No identity could sign in, or the endpoint is none of the identity's.</exception>
    public static async Task<HostedPlatform> CreateAsync(ModelManifest model, string? apiKey, TimeProvider time, CancellationToken cancellationToken)
    {
        switch (model.Platform)
        {
            case ModelPlatforms.Foundry when apiKey is not null:
                return FoundryPlatform.WithKey(model, apiKey);
            case ModelPlatforms.Foundry:
                var entra = new EntraTokens(new DefaultAzureCredential(), FoundryPlatform.Scope, "Azure AI Foundry", time);
                var foundry = FoundryPlatform.WithIdentity(model, entra);
                await entra.GetAsync(cancellationToken).ConfigureAwait(false);
                return foundry;
            case ModelPlatforms.Vertex when apiKey is not null && !GoogleTokens.IsCredential(apiKey):
                return VertexPlatform.WithKey(model, apiKey);
            case ModelPlatforms.Vertex:
                var google = await GoogleTokens.CreateAsync(model.Id, apiKey, cancellationToken).ConfigureAwait(false);
                var vertex = VertexPlatform.WithIdentity(model, google.GetAsync);
                await google.GetAsync(cancellationToken).ConfigureAwait(false);
                return vertex;
            case ModelPlatforms.Bedrock when apiKey is not null:
                return BedrockPlatform.WithKey(model, apiKey);
            case ModelPlatforms.Bedrock:
                var keys = new AwsIdentity(model.Id);
                var bedrock = BedrockPlatform.WithIdentity(model, keys.GetAsync, time);
                await keys.GetAsync(cancellationToken).ConfigureAwait(false);
                return bedrock;
            default:
                return HostedPlatform.Own(
                    ModelPlatforms.EndpointOf(model)!, model.Kind == ModelKinds.Gemini ? "it usually ends in /v1beta" : "it is the address before /v1/messages");
        }
    }
}

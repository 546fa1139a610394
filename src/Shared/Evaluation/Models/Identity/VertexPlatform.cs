using MuBench.Endpoints;
using MuBench.Manifests;

namespace MuBench.Models.Identity;

/// <summary>Gemini and Claude in Google's Vertex AI.</summary>
internal static class VertexPlatform
{
    private const string Hint = "it is the address before /projects, such as https://LOCATION-aiplatform.googleapis.com/v1";
    private const string Version = "vertex-2023-10-16";

    /// <summary>With a key: of Google for Gemini, of a gateway for Claude.</summary>
    public static HostedPlatform WithKey(ModelManifest model, string apiKey) => Of(model, inner => new KeyHandler("x-goog-api-key", apiKey, inner), keyRemedy: null);

    /// <summary>With a Google identity.</summary>
    /// <exception cref="UserException">The endpoint is not one of Vertex AI.</exception>
    public static HostedPlatform WithIdentity(ModelManifest model, Func<CancellationToken, Task<string>> token)
    {
        if (!VertexHosts.Contains(ModelPlatforms.EndpointOf(model)!))
            throw new UserException($"A token of a Google identity goes only to Vertex AI over https ({VertexHosts.Description}), not to the 'endpoint' of model '{model.Id}'.");
        return Of(
            model,
            inner => new BearerHandler(token, VertexHosts.Contains, $"A token of a Google identity goes only to Vertex AI over https ({VertexHosts.Description}).", inner),
            $"Model '{model.Id}' signs in with a Google identity: give it the role 'Vertex AI User' in the project '{model.Project}'.");
    }

    private static HostedPlatform Of(ModelManifest model, Func<HttpMessageHandler, HttpMessageHandler> sign, string? keyRemedy)
    {
        var address = ModelPlatforms.EndpointOf(model)!;
        // Claude's route and body are those of Vertex AI; Gemini's own client writes them.
        return new HostedPlatform(
            address,
            model.Kind == ModelKinds.Anthropic ? inner => new ClaudeRouteHandler(name => RouteOf(address, name), Version, sign(inner)) : sign,
            Hint,
            keyRemedy);
    }

    private static Uri RouteOf(Uri address, string model) => new($"{address.AbsoluteUri}/publishers/anthropic/models/{Uri.EscapeDataString(model)}:rawPredict");
}

using System.Text;
using MuBench.Json;
using MuBench.Manifests;

namespace MuBench.Throttling;

/// <summary>
/// Identifies a shared rate limit of a provider: an endpoint, a model or deployment there, and a key (by the name of
/// its secret).
/// </summary>
internal sealed record ThrottleKey(string Endpoint, string? Model, string? Secret)
{
    /// <summary>The key of a model.</summary>
    public static ThrottleKey Of(ModelManifest model) =>
        new((model.Platform is null ? model.Endpoint : ModelPlatforms.EndpointOf(model))?.AbsoluteUri.TrimEnd('/') ?? model.Kind, model.Model ?? model.Deployment, model.ApiKeySecret);

    /// <summary>The name of the limit's document in a store.</summary>
    public string DocumentName => Hashing.Sha256(Encoding.UTF8.GetBytes($"{Endpoint}\n{Model}\n{Secret}"))[..32];
}

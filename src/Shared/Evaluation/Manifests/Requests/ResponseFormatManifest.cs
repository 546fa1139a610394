using System.Text.Json;

namespace MuBench.Manifests.Requests;

/// <summary>The JSON in which a model must respond.</summary>
/// <param name="Schema">The JSON schema of the response: an object.</param>
/// <param name="Answer">The member of the response that names the option.</param>
public sealed record ResponseFormatManifest(JsonElement Schema, string Answer)
{
    /// <summary>The member that names the option if the manifest sets none.</summary>
    public const string DefaultAnswer = "answer";
}

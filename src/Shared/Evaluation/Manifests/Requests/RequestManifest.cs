using System.Text.Json;
using System.Text.Json.Serialization;
using MuBench.Secrets;

namespace MuBench.Manifests.Requests;

/// <summary>
/// What a generative model is sent beside the question's own prompt, its images and the settings of <c>generation</c>. A
/// member that is null sends nothing.
/// </summary>
public sealed record RequestManifest
{
    /// <summary>The system prompt.</summary>
    public string? System { get; init; }

    /// <summary>The template of the prompt, with placeholders; null for the prompt of the question's style.</summary>
    public string? Prompt { get; init; }

    /// <summary>The detail in which an OpenAI-compatible model sees images, if it is not <see cref="ImageDetails.High"/>.</summary>
    public string? Detail { get; init; }

    /// <summary>Further members of the request's body: a JSON object.</summary>
    public JsonElement? ExtraBody { get; init; }

    /// <summary>Further headers by name. A value that begins with <c>secret:</c> names a secret.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Arguments of a server's chat template: a JSON object.</summary>
    public JsonElement? ChatTemplate { get; init; }

    /// <summary>The JSON in which the model must respond; null for text.</summary>
    public ResponseFormatManifest? ResponseFormat { get; init; }

    /// <summary>
    /// How the requests differ from those of the official protocol, in words; null if they do not. Headers are not
    /// counted: they go to the server, not to the model.
    /// </summary>
    [JsonIgnore]
    public string? Deviation
    {
        get
        {
            var parts = ((string?[])
            [
                Prompt is null ? null : "its own prompt template",
                System is null ? null : "a system prompt",
                ResponseFormat is null ? null : "a JSON response format",
                Detail is null ? null : $"image detail '{Detail}'",
                ChatTemplate is { } template ? $"chat template arguments ({NamesOf(template)})" : null,
                ExtraBody is { } body ? $"further request fields ({NamesOf(body)})" : null,
            ]).OfType<string>().ToList();
            return parts.Count == 0 ? null : string.Join(", ", parts);
        }
    }

    /// <summary>Headers whose value is a secret, with the names of the secrets.</summary>
    [JsonIgnore]
    public IEnumerable<(string Header, string Secret)> HeaderSecrets => (Headers ?? new Dictionary<string, string>())
        .Where(header => SecretNames.IsReference(header.Value)).Select(header => (header.Key, header.Value[SecretNames.Prefix.Length..]));

    private static string NamesOf(JsonElement value) => string.Join(", ", value.EnumerateObject().Select(member => member.Name));
}

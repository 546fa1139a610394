using System.Globalization;
using System.Text;
using System.Text.Json;
using MuBench.Contrastive;
using MuBench.Json;
using MuBench.Manifests.Reading;
using MuBench.Manifests.Requests;

namespace MuBench.Manifests;

/// <summary>
/// The key of a model in the response log: a hash of everything that can change a response, and of nothing else. Every
/// manifest with the same model and settings therefore finds its stored responses.
/// </summary>
internal static class ModelKey
{
    /// <summary>Version of the prompts and the option texts. Raise it with every change to what a model reads.</summary>
    public const int PromptProtocolVersion = 1;

    /// <summary>Version of the images that are sent or given to a model in process. Raise it with every change to what a model sees.</summary>
    public const int ImageTransportVersion = 1;

    /// <summary>
    /// Version of the requests of OpenAI's Responses API. Raise it with every change to them that can change a response. It is part of
    /// the key of models that are called by that API, and of no other.
    /// </summary>
    public const int ResponsesProtocolVersion = 1;

    /// <summary>Version of the floors. Raise it with every change to their answers.</summary>
    public const int FloorVersion = 1;

    /// <summary>
    /// Version of the computation of an 8-bit export in process. Version 1 was not part of the key. Its sums could
    /// saturate on some processors, so its responses are not used for version 2, which sums exactly.
    /// </summary>
    public const int IntegerArithmeticVersion = 2;

    private const int FormatVersion = 1;
    private const int Digits = 24;

    /// <summary>The key: 24 lower-case hex digits.</summary>
    public static string Of(ModelManifest model, ModelKeyContext context)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(context);
        var parts = new StringBuilder();
        Add(parts, "format", FormatVersion);
        Add(parts, "kind", model.Kind);
        switch (model.Kind)
        {
            case ModelKinds.OpenAI:
            case ModelKinds.AzureOpenAI:
            case ModelKinds.Anthropic:
            case ModelKinds.Gemini:
                AddGenerative(parts, model);
                break;
            case ModelKinds.Clip:
                AddPlace(parts, model, context);
                AddVersions(parts);
                AddContrastive(parts, model);
                break;
            case ModelKinds.Random:
                Add(parts, "floor", FloorVersion);
                Add(parts, "seed", context.Seed);
                break;
            case ModelKinds.Majority:
                Add(parts, "floor", FloorVersion);
                Add(parts, "dataset", context.DatasetRevision);
                break;
            default:
                throw new ArgumentException($"Unknown kind of model '{model.Kind}'.", nameof(model));
        }
        // The control is added only if there is one, so that the keys of ordinary models do not change.
        if (context.Control is { } control)
            Add(parts, "control", control);
        if (model.Fresh)
            Add(parts, "run", context.RunId);
        return Hashing.Sha256(Encoding.UTF8.GetBytes(parts.ToString()))[..Digits];
    }

    private static void AddGenerative(StringBuilder parts, ModelManifest model)
    {
        var generation = model.Generation;
        Add(parts, "endpoint", ModelPlatforms.EndpointOf(model)?.AbsoluteUri.TrimEnd('/'));
        Add(parts, "model", model.Kind == ModelKinds.AzureOpenAI ? model.Deployment : model.Model);
        Add(parts, "temperature", generation.Temperature);
        Add(parts, "topP", generation.TopP);
        Add(parts, "maxOutputTokens", generation.OutputLimit);
        Add(parts, "seed", generation.Seed);
        // Fields that were added later count only if they are set, so that the keys of models without them do not change.
        if (model.Platform is { } platform)
            Add(parts, "platform", platform);
        if (generation.ReasoningEffort is { } effort)
            Add(parts, "reasoningEffort", effort);
        if (model.ApiVersion is { } version)
            Add(parts, "apiVersion", version);
        if (model.UsesResponses)
            Add(parts, "responses", ResponsesProtocolVersion);
        if (model.MaxTokensField is { } field)
            Add(parts, "maxTokensField", field);
        if (model.Request is { } request)
            AddRequest(parts, request);
        AddVersions(parts);
    }

    /// <summary>Adds what is sent beside the question. Of a header with a secret, the name of the secret does not count.</summary>
    private static void AddRequest(StringBuilder parts, RequestManifest request)
    {
        foreach (var (name, value) in ((string, string?)[])
            [
                ("system", request.System), ("promptTemplate", request.Prompt), ("detail", request.Detail), ("extraBody", TextOf(request.ExtraBody)),
                ("chatTemplate", TextOf(request.ChatTemplate)), ("responseSchema", TextOf(request.ResponseFormat?.Schema)), ("responseAnswer", request.ResponseFormat?.Answer),
            ])
        {
            if (value is not null)
                Add(parts, name, value);
        }

        var secrets = request.HeaderSecrets.Select(header => header.Header).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in request.Headers ?? new Dictionary<string, string>())
            Add(parts, $"header {name.ToLowerInvariant()}", secrets.Contains(name) ? null : value);

        static string? TextOf(JsonElement? value) => value is { } json ? CanonicalJson.InOrder(json) : null;
    }

    /// <summary>Adds the identity of a contrastive model: the content of its folder, or its name at a server.</summary>
    private static void AddPlace(StringBuilder parts, ModelManifest model, ModelKeyContext context)
    {
        if (context.SourceSha256 is { } hash)
        {
            Add(parts, "source", hash);
            return;
        }

        Add(parts, "endpoint", model.Endpoint?.AbsoluteUri.TrimEnd('/') ?? throw new ArgumentException("A contrastive model's key needs the hash of its folder, or an endpoint.", nameof(context)));
        Add(parts, "model", model.Model);
    }

    /// <summary>Adds the fields that are newer than the first keys. An unused field adds nothing, so that those keys do not change.</summary>
    private static void AddContrastive(StringBuilder parts, ModelManifest model)
    {
        if (model.Precision != ModelPrecisions.Fp32)
            Add(parts, "precision", model.Precision);
        if (model.Precision == ModelPrecisions.Quantized)
            Add(parts, "integers", IntegerArithmeticVersion);
        foreach (var template in model.Templates ?? [])
            Add(parts, "template", template);
    }

    private static void AddVersions(StringBuilder parts)
    {
        Add(parts, "prompt", PromptProtocolVersion);
        Add(parts, "image", ImageTransportVersion);
    }

    private static void Add(StringBuilder parts, string name, double? value) =>
        Add(parts, name, (value == 0 ? 0 : value)?.ToString("R", CultureInfo.InvariantCulture)); // -0 is 0

    private static void Add(StringBuilder parts, string name, long? value) => Add(parts, name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a part with its length, so that no value can look like two parts.</summary>
    private static void Add(StringBuilder parts, string name, string? value) =>
        parts.Append(CultureInfo.InvariantCulture, $"{name}={(value is null ? "null" : $"{value.Length}:{value}")}\n");
}

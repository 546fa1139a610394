using System.Text.Json;

namespace MuBench.Manifests.Reading;

/// <summary>Reads one model.</summary>
internal static class ModelReader
{
    public static ModelManifest Read(JsonObjectReader reader, GenerationManifest generation, EndpointPolicy? endpoints)
    {
        var kind = ReadKind(reader);
        reader.CheckNames(ModelFields.Of(kind), name => ModelFields.Explain(kind, name));
        var model = new ModelManifest
        {
            Id = reader.Text(ModelFields.Id) ?? "",
            Kind = kind ?? "",
            Fresh = reader.Flag(ModelFields.Fresh) ?? false,
        };
        return kind switch
        {
            ModelKinds.OpenAI => ReadOpenAI(reader, model, generation, endpoints),
            ModelKinds.Clip => ReadClip(reader, model),
            _ => model,
        };
    }

    private static string? ReadKind(JsonObjectReader reader)
    {
        if (reader.Value(ModelFields.Kind) is not { ValueKind: JsonValueKind.String } value || !PlannedFeatures.Kinds.Contains(value.GetString()))
            return reader.Choice(ModelFields.Kind);
        reader.Fault(ModelFields.Kind, PlannedFeatures.NoSuchKindYet(value.GetString()!));
        return null;
    }

    private static ModelManifest ReadOpenAI(JsonObjectReader reader, ModelManifest model, GenerationManifest generation, EndpointPolicy? endpoints)
    {
        var price = reader.Object(ModelFields.Price);
        return model with
        {
            Endpoint = EndpointReader.Read(reader, endpoints, out var needsKey),
            Model = reader.Text(ModelFields.Model),
            ApiKeySecret = ReadApiKey(reader, needsKey),
            Generation = GenerationReader.Read(reader.Object(ModelFields.Generation), generation),
            MaxConcurrency = (int?)reader.Integer(ModelFields.MaxConcurrency) ?? model.MaxConcurrency,
            TimeoutSeconds = ReadTimeout(reader) ?? model.TimeoutSeconds,
            UsdPerMillionInputTokens = (decimal?)price?.Number(ModelFields.InputPrice),
            UsdPerMillionOutputTokens = (decimal?)price?.Number(ModelFields.OutputPrice),
            Passes = PassesReader.Read(reader, reader),
        };
    }

    private static ModelManifest ReadClip(JsonObjectReader reader, ModelManifest model)
    {
        var source = reader.Text(ModelFields.Source);
        if (source is not null && StoreReferences.ModelFault(source) is { } fault)
            reader.Fault(ModelFields.Source, fault);
        return model with
        {
            Source = source is null ? null : StoreReferences.Normalize(source),
            BatchSize = (int?)reader.Integer(ModelFields.BatchSize) ?? model.BatchSize,
        };
    }

    /// <summary>Reads the name of the key's secret. The value is never repeated: it may be the key.</summary>
    private static string? ReadApiKey(JsonObjectReader reader, bool required)
    {
        if (!reader.Has(ModelFields.ApiKey))
        {
            if (required)
                reader.Fault(ModelFields.ApiKey, $"is required at {ModelKinds.OpenAIEndpoint}, which is asked where no other 'endpoint' is given. {SecretNames.Remedy}");
            return null;
        }
        if (reader.Text(ModelFields.ApiKey) is not { } text)
            return null;
        if (SecretNames.IsReference(text))
            return text[SecretNames.Prefix.Length..];
        reader.Fault(ModelFields.ApiKey, text.StartsWith(SecretNames.Prefix, StringComparison.Ordinal)
            ? $"what follows 'secret:' is not the name of a secret (1 to {SecretNames.MaximumLength} letters, digits, '_' and '-', and not a key). {SecretNames.Remedy}"
            : $"keys are not written into manifests. {SecretNames.Remedy}");
        return null;
    }

    private static double? ReadTimeout(JsonObjectReader reader)
    {
        var field = ModelFields.Timeout;
        if (reader.Value(field) is not { } value)
            return null;
        if (Durations.Seconds(value) is { } seconds && seconds >= field.Minimum && seconds <= field.Maximum)
            return seconds;
        reader.Fault(field, $"expected seconds, {field.Expected}, or a text such as \"90s\" or \"2m\"; found {ManifestText.Found(value)}");
        return null;
    }
}

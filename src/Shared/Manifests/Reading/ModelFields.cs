namespace MuBench.Manifests.Reading;

/// <summary>The fields of a model, by kind.</summary>
internal static class ModelFields
{
    private static readonly ModelManifest Defaults = new() { Id = "", Kind = "" };

    public static readonly TextField Id = new("id", ManifestNames.Description) { Required = true, Accepts = ManifestNames.IsName };
    public static readonly ChoiceField Kind = new("kind", ModelKinds.All) { Required = true };
    public static readonly FlagField Fresh = new("fresh") { Default = Defaults.Fresh };

    public static readonly TextField Endpoint = new("endpoint", "the http or https address of an OpenAI-compatible service") { Secret = true };

    public static readonly TextField Model =
        new("model", "the model's name as the provider knows it, 1 to 200 characters") { Required = true, Accepts = text => ManifestNames.IsLine(text, 200) };

    public static readonly TextField ApiKey = new("apiKey", "the name of a secret, such as \"secret:openai-key\"") { Secret = true };
    public static readonly ObjectField Generation = new("generation", GenerationReader.Fields);
    public static readonly IntegerField MaxConcurrency = new("maxConcurrency", 1, 1024) { Default = Defaults.MaxConcurrency };

    /// <summary>In seconds here; in the file also a text with a unit.</summary>
    public static readonly NumberField Timeout = new("timeout", 0.1, 3600) { Default = Defaults.TimeoutSeconds };

    public static readonly NumberField InputPrice = new("inputPerMillion", 0, 1_000_000) { Required = true };
    public static readonly NumberField OutputPrice = new("outputPerMillion", 0, 1_000_000) { Required = true };
    public static readonly ObjectField Price = new("price", [InputPrice, OutputPrice]);

    public static readonly TextField Source =
        new("source", "a model folder of the store such as 'models/biomedclip', or a folder beside the manifest written './FOLDER'") { Required = true };

    public static readonly IntegerField BatchSize = new("batchSize", 1, 1024) { Default = Defaults.BatchSize };

    public static IReadOnlyList<ManifestField> Common { get; } = [Id, Kind, Fresh];

    /// <summary>All fields of each kind.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ManifestField>> ByKind { get; } = new Dictionary<string, IReadOnlyList<ManifestField>>
    {
        [ModelKinds.OpenAI] = [.. Common, Endpoint, Model, ApiKey, Generation, MaxConcurrency, Timeout, Price, .. PassesReader.Fields],
        [ModelKinds.Clip] = [.. Common, Source, BatchSize],
        [ModelKinds.Random] = Common,
        [ModelKinds.Majority] = Common,
    };

    /// <summary>The fields of a kind; where the kind is not known, those of all kinds.</summary>
    public static IReadOnlyList<ManifestField> Of(string? kind) =>
        kind is not null && ByKind.TryGetValue(kind, out var fields) ? fields : [.. ByKind.Values.SelectMany(fields => fields).Distinct()];

    /// <summary>Words for a field that the kind does not know but another does, or a later version.</summary>
    public static string? Explain(string? kind, string name)
    {
        if (PlannedFeatures.ModelFields.Contains(name))
            return PlannedFeatures.NotYet(name);
        if (kind == ModelKinds.OpenAI && GenerationReader.Fields.Any(field => field.Name == name))
            return $"belongs into '{Generation.Name}'";
        var others = ByKind.Where(other => other.Value.Any(field => field.Name == name)).Select(other => other.Key).ToList();
        return others.Count == 0 ? null : $"a model of kind '{kind}' has no field '{name}'; it is a field of kind {ManifestText.Or(others)}";
    }
}

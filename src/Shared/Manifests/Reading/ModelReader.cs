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
            { } chat when ModelKinds.IsGenerative(chat) => GenerativeModelReader.Read(reader, model, generation, endpoints),
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
}

using MuBench.Endpoints;
using MuBench.Manifests.Reading.Fields;

namespace MuBench.Manifests.Reading;

/// <summary>Reads one model.</summary>
internal static class ModelReader
{
    public static ModelManifest Read(JsonObjectReader reader, GenerationManifest generation, EndpointPolicy? endpoints)
    {
        var kind = reader.Choice(ModelFields.Kind, KnownServers.Remedy);
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
            ModelKinds.Clip => ReadContrastive(reader, ContrastiveReader.Read(reader, model, endpoints)),
            ModelKinds.Interpolation => ReadContrastive(reader, InterpolationReader.Read(reader, model)),
            _ => model,
        };
    }

    private static ModelManifest ReadContrastive(JsonObjectReader reader, ModelManifest model) => model with
    {
        BatchSize = (int?)reader.Integer(ModelFields.BatchSize) ?? model.BatchSize,
        Precision = reader.Choice(ModelFields.Precision) ?? model.Precision,
        Threads = (int?)reader.Integer(ModelFields.Threads),
        Templates = TemplateListReader.Read(reader),
    };

    /// <summary>Reads the path of a model folder, in the store or beside the manifest.</summary>
    internal static string? ReadFolder(JsonObjectReader reader, TextField field)
    {
        var folder = reader.Text(field);
        if (folder is not null && StoreReferences.ModelFault(folder) is { } fault)
            reader.Fault(field, fault);
        return folder is null ? null : StoreReferences.Normalize(folder);
    }
}

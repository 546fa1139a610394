using MuBench.Endpoints;
using MuBench.Manifests.Reading.Fields;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the place of a contrastive model: a folder, to run it in process, or an endpoint.</summary>
internal static class ContrastiveReader
{
    public static ModelManifest Read(JsonObjectReader reader, ModelManifest model, EndpointPolicy? endpoints)
    {
        var isServed = reader.Has(ModelFields.Endpoint);
        if (isServed && reader.Has(ModelFields.Source))
            reader.Fault(ModelFields.Endpoint, "a model is in a folder ('source') or behind an 'endpoint', not both");
        else if (!isServed && !reader.Has(ModelFields.Source))
            reader.Fault(ModelFields.Source, $"is required without 'endpoint': {ModelFields.Source.Expected}");
        RefuseOthers(reader, isServed);
        return isServed ? ReadServed(reader, model, endpoints) : model with { Source = ModelReader.ReadFolder(reader, ModelFields.Source) };
    }

    private static ModelManifest ReadServed(JsonObjectReader reader, ModelManifest model, EndpointPolicy? endpoints)
    {
        if (!reader.Has(ModelFields.ServedModel))
            reader.Fault(ModelFields.ServedModel, $"is required with 'endpoint': {ModelFields.ServedModel.Expected}");
        return model with
        {
            Endpoint = EndpointReader.Read(reader, ModelFields.Endpoint, null, endpoints, out _),
            Model = reader.Text(ModelFields.ServedModel),
            ApiKeySecret = GenerativeModelReader.ReadApiKey(reader, null),
            MaxConcurrency = (int?)reader.Integer(ModelFields.MaxConcurrency),
            RequestsPerMinute = reader.Number(ModelFields.RequestsPerMinute),
            TimeoutSeconds = GenerativeModelReader.ReadTimeout(reader) ?? model.TimeoutSeconds,
            PatienceSeconds = GenerativeModelReader.ReadSeconds(reader, ModelFields.Patience),
        };
    }

    private static void RefuseOthers(JsonObjectReader reader, bool isServed)
    {
        IEnumerable<ManifestField> others = isServed ? [ModelFields.Precision, ModelFields.Threads] : ModelFields.Served.Where(field => field != ModelFields.Endpoint);
        foreach (var field in others.Where(reader.Has))
            reader.Fault(field, isServed ? "is set by the server: a model behind an 'endpoint' has no such field" : "is a field of a model behind an 'endpoint'");
    }
}

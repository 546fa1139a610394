using MuBench.Endpoints;
using MuBench.Manifests.Reading.Fields;
using MuBench.Manifests.Reading.Requests;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the list of models.</summary>
internal static class ModelListReader
{
    /// <summary>Reads the models. <paramref name="ids"/> are all readable ids; null if there is no list.</summary>
    public static IReadOnlyList<ModelManifest> Read(
        JsonObjectReader manifest, ListField list, GenerationManifest generation, IReadOnlyList<string>? tasks, EndpointPolicy? endpoints, out IReadOnlyList<string>? ids)
    {
        ids = null;
        if (manifest.List(list) is not { } entries)
            return [];
        var models = new List<ModelManifest>();
        // Ids become file names, and some file systems ignore letter case.
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (value, path) in entries)
        {
            if (JsonObjectReader.Open(value, path, "an object with 'id' and 'kind'", manifest.Faults) is not { } reader)
                continue;
            var model = ModelReader.Read(reader, generation, endpoints);
            models.Add(model);
            RequestReader.CheckTasks(reader, model, tasks);
            if (model.Id.Length > 0 && !paths.TryAdd(model.Id, reader.PathOf(ModelFields.Id)))
                reader.Fault(ModelFields.Id, $"{ManifestText.Quote(model.Id)} is already the id at {paths[model.Id]}; ids are unique, ignoring letter case");
        }
        var expanded = models.Sum(model => model.Alphas?.Count ?? 1);
        if (expanded > ManifestReader.MaxModels)
            manifest.Fault(list, $"with one model for each α of its interpolations the manifest has {expanded:N0} models; at most {ManifestReader.MaxModels} are allowed");
        ids = [.. models.Where(model => model.Id.Length > 0).SelectMany(InterpolationModels.IdsOf).Distinct(StringComparer.Ordinal)];
        return models;
    }
}

using MuBench.Weights.Files;

namespace MuBench.Weights.Safetensors;

/// <summary>Opens safetensors models: one file, or shards with an index.</summary>
internal static class SafetensorsModel
{
    /// <summary>Extension of the files' names.</summary>
    public const string Extension = ".safetensors";

    /// <summary>Extension of the names of indexes.</summary>
    public const string IndexExtension = ".safetensors.index.json";

    /// <summary>Opens a single file.</summary>
    public static WeightModel OpenFile(string path)
    {
        var file = WeightFile.Open(path);
        try
        {
            var header = SafetensorsHeader.Read(file);
            return new WeightModel { Path = path, Format = WeightFormat.Safetensors, Files = [file], Tensors = header.Tensors, Metadata = header.Metadata };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens the shards that an index names.</summary>
    public static WeightModel OpenSharded(string indexPath)
    {
        var files = new List<WeightFile>();
        try
        {
            files.Add(WeightFile.Open(indexPath));
            var places = SafetensorsIndex.Read(files[0]);
            var folder = Path.GetDirectoryName(Path.GetFullPath(indexPath))!;
            var tensors = new List<WeightTensor>();
            var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var shard in places.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                files.Add(WeightFile.Open(Path.Combine(folder, shard)));
                var header = SafetensorsHeader.Read(files[^1]);
                tensors.AddRange(header.Tensors);
                foreach (var (key, value) in header.Metadata)
                    metadata.TryAdd(key, value);
            }

            CheckIndex(indexPath, places, tensors);
            return new WeightModel { Path = indexPath, Format = WeightFormat.Safetensors, Files = files, Tensors = tensors, Metadata = metadata };
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }

    private static void CheckIndex(string indexPath, Dictionary<string, string> places, List<WeightTensor> tensors)
    {
        var faults = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            if (!places.TryGetValue(tensor.Name, out var place))
                faults.Add($"'{tensor.Name}' is in {tensor.File.Name} but not in the index");
            else if (place != tensor.File.Name)
                faults.Add($"'{tensor.Name}' is in {tensor.File.Name}, the index says {place}");
            seen.Add(tensor.Name);
        }

        faults.AddRange(places.Where(pair => !seen.Contains(pair.Key)).Select(pair => $"'{pair.Key}' is not in {pair.Value}"));
        if (faults.Count > 0)
            throw new UserException($"The index '{indexPath}' does not fit its shards: {string.Join("; ", faults)}. Are they of one download?");
    }
}

using System.Text.Json;
using MuBench.Weights.Files;

namespace MuBench.Weights.Safetensors;

/// <summary>The index of a sharded model: the file of each tensor.</summary>
internal static class SafetensorsIndex
{
    private const int MaximumLength = 100_000_000;

    /// <summary>Reads the file name of each tensor.</summary>
    /// <exception cref="UserException">The index is damaged, or names a file outside its folder.</exception>
    public static Dictionary<string, string> Read(WeightFile file)
    {
        if (file.Length > MaximumLength)
            throw Fault(file, "is longer than 100 MB");
        var json = new byte[file.Length];
        file.Read(json, 0);
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("weight_map", out var map)
                || map.ValueKind != JsonValueKind.Object)
            {
                throw Fault(file, "has no object 'weight_map'");
            }

            var places = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in map.EnumerateObject())
            {
                var shard = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : "";
                if (!IsFileName(shard))
                    throw Fault(file, $"gives '{entry.Name}' the file '{shard}', which is not the name of a file beside it");
                if (!places.TryAdd(entry.Name, shard))
                    throw Fault(file, $"lists '{entry.Name}' twice");
            }

            return places.Count > 0 ? places : throw Fault(file, "lists no tensors");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new UserException($"The index '{file.Path}' is not valid JSON: {exception.Message} Download it again.", exception);
        }
    }

    private static bool IsFileName(string name) =>
        name.EndsWith(SafetensorsModel.Extension, StringComparison.Ordinal) && name.AsSpan().IndexOfAny("/\\\0:") < 0;

    private static UserException Fault(WeightFile file, string fault) => new($"The index '{file.Path}' {fault}. Download it again.");
}

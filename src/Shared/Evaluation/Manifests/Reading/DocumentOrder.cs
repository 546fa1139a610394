using System.Text.Json;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>Sorts faults in the order of their places in the file.</summary>
internal static class DocumentOrder
{
    public static IReadOnlyList<ManifestFault> Sort(IReadOnlyList<ManifestFault> faults, JsonElement root)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        Visit(root, "$", places);
        return [.. faults.OrderBy(fault => Place(fault.Path, places))];
    }

    private static void Visit(JsonElement element, string path, Dictionary<string, int> places)
    {
        places.TryAdd(path, places.Count);
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
                Visit(property.Value, ManifestText.Child(path, property.Name), places);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var entry in element.EnumerateArray())
                Visit(entry, $"{path}[{index++}]", places);
        }
    }

    /// <summary>The position of a path; for a missing field, the position of its object.</summary>
    private static int Place(string path, Dictionary<string, int> places)
    {
        int place;
        while (!places.TryGetValue(path, out place))
            path = path[..Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['))];
        return place;
    }
}

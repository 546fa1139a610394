using System.Globalization;
using System.Text.Json;
using MuBench.Manifests.Reading;
using MuBench.Naming;

namespace MuBench.Manifests.Editing;

/// <summary>Finds the lines of a manifest's faults.</summary>
public static class FaultPlaces
{
    /// <summary>Gives each fault its place in the manifest's text.</summary>
    /// <param name="bytes">The manifest, as it was read when the faults were found.</param>
    /// <param name="faults">Its faults.</param>
    public static IReadOnlyList<PlacedFault> Of(ReadOnlyMemory<byte> bytes, IReadOnlyList<ManifestFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (faults.Count == 0) return [];
        var text = ManifestSyntax.WithoutByteOrderMark(bytes).Span;
        if (ManifestSyntax.OffsetOfFault(bytes.Span) is { } broken)
        {
            var (line, column) = ManifestSyntax.PlaceOf(text, broken);
            return [.. faults.Select(fault => new PlacedFault(fault.Path, fault.Message, line, column))];
        }

        var offsets = OffsetsOf(text);
        var placed = new List<PlacedFault>();
        foreach (var fault in faults)
        {
            var (line, column) = ManifestSyntax.PlaceOf(text, OffsetOf(fault.Path, offsets));
            placed.Add(new PlacedFault(fault.Path, fault.Message, line, column));
        }

        return placed;
    }

    // A missing member is at the place of its object.
    private static int OffsetOf(string path, Dictionary<string, int> offsets)
    {
        while (path.Length > 0)
        {
            if (offsets.TryGetValue(path, out var offset)) return offset;
            path = path[..Math.Max(0, Math.Max(path.LastIndexOf('.'), path.LastIndexOf('[')))];
        }

        return 0;
    }

    // The offset of each member's name, and of each entry of a list.
    private static Dictionary<string, int> OffsetsOf(ReadOnlySpan<byte> text)
    {
        var offsets = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<(string Path, int Index)>();
        var path = "$";
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = ManifestReader.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                path = ManifestText.Child(open.Peek().Path, reader.GetString()!);
                offsets.TryAdd(path, (int)reader.TokenStartIndex);
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }

            if (open.TryPop(out var list) && list.Index >= 0)
            {
                path = string.Create(CultureInfo.InvariantCulture, $"{list.Path}[{list.Index}]");
                open.Push((list.Path, list.Index + 1));
            }
            else if (list.Path is not null)
            {
                open.Push(list);
            }

            offsets.TryAdd(path, (int)reader.TokenStartIndex);
            if (reader.TokenType is JsonTokenType.StartObject) open.Push((path, -1));
            else if (reader.TokenType is JsonTokenType.StartArray) open.Push((path, 0));
        }

        return offsets;
    }
}

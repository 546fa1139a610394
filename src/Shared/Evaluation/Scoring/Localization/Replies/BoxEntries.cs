using System.Text.Json;

namespace MuBench.Scoring.Localization.Replies;

/// <summary>Collects the boxes of one JSON value.</summary>
/// <param name="yFirst">Whether four unnamed numbers are top, left, bottom, right.</param>
internal sealed class BoxEntries(bool yFirst)
{
    private static readonly string[] LabelNames = ["label", "class", "class_name", "name", "category", "object"];

    private readonly List<DetectedBox> _boxes = [];

    /// <summary>The boxes, in order.</summary>
    public IReadOnlyList<DetectedBox> Boxes => _boxes;

    /// <summary>Number of entries that announce a box but contain none.</summary>
    public int Malformed { get; private set; }

    /// <summary>Whether the value is a list of boxes, possibly empty, or contains one.</summary>
    public bool IsList { get; private set; }

    /// <summary>Whether the value is about boxes.</summary>
    public bool HasEntries => IsList || _boxes.Count > 0 || Malformed > 0;

    /// <summary>The result.</summary>
    public BoxReading ToReading() => new(_boxes, Malformed, HasEntries);

    /// <summary>Reads a value.</summary>
    public void Read(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            ReadObject(value);
        else if (BoxCoordinates.OfArray(value, yFirst) is { } box)
            _boxes.Add(box);
        else
            ReadList(value);
    }

    // A list without any box (a list of points, a citation) is not an answer; an empty list means that there is no box.
    private void ReadList(JsonElement list)
    {
        var before = _boxes.Count + Malformed;
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Object)
                ReadObject(entry);
            else if (BoxCoordinates.OfArray(entry, yFirst) is { } box)
                _boxes.Add(box);
        }

        IsList |= list.GetArrayLength() == 0 || _boxes.Count + Malformed > before;
    }

    private void ReadObject(JsonElement entry)
    {
        if (BoxCoordinates.OfObject(entry) is { } own)
            _boxes.Add(own with { Label = Label(entry) });
        else if (BoxCoordinates.Named(entry) is { } named)
            ReadNamed(entry, named);
        else
            foreach (var property in entry.EnumerateObject())
                if (property.Value.ValueKind == JsonValueKind.Array)
                    ReadList(property.Value);
    }

    private void ReadNamed(JsonElement entry, JsonElement named)
    {
        if (BoxCoordinates.Of(named, yFirst) is { } box)
            _boxes.Add(box with { Label = Label(entry) });
        else if (named.ValueKind == JsonValueKind.Array && named.EnumerateArray().All(inner => inner.ValueKind is JsonValueKind.Array or JsonValueKind.Object))
            ReadList(named);
        else
            Malformed++;
    }

    private static string? Label(JsonElement entry)
    {
        foreach (var name in LabelNames)
            if (entry.TryGetProperty(name, out var label) && label.ValueKind == JsonValueKind.String)
                return label.GetString();
        return null;
    }
}

using System.Text.Json;

namespace MuBench.Manifests.Reading;

/// <summary>Collects faults; counts those beyond <see cref="Max"/> instead of keeping them.</summary>
internal sealed class ManifestFaults
{
    /// <summary>Most faults that are spelt out: a hostile file must not become a larger answer.</summary>
    public const int Max = 100;

    private readonly List<ManifestFault> _kept = [];

    /// <summary>Number of faults, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a further fault would only be counted, so that its words need not be found.</summary>
    public bool IsFull => Count >= Max;

    /// <summary>Whether a fault was found at a path.</summary>
    public bool HasAt(string path) => _kept.Exists(fault => fault.Path == path);

    /// <summary>Takes a text out of whatever was said: a key that is also a model's id may be named by faults of other fields.</summary>
    public void Redact(string literal)
    {
        for (var i = 0; i < _kept.Count; i++)
            _kept[i] = _kept[i] with { Message = _kept[i].Message.Replace(literal, "...", StringComparison.Ordinal) };
    }

    public void Add(string path, string message)
    {
        if (!IsFull)
            _kept.Add(new ManifestFault(path, message));
        Count++;
    }

    /// <summary>The faults in the order of the file, and how many more there are.</summary>
    public IReadOnlyList<ManifestFault> ToList(JsonElement root)
    {
        var ordered = DocumentOrder.Sort(_kept, root);
        return Count == _kept.Count ? ordered : [.. ordered, new ManifestFault("$", $"and {Count - _kept.Count:N0} more faults")];
    }
}

using System.Text.Json;

namespace MuBench.Manifests.Reading;

/// <summary>Collects faults. Faults beyond <see cref="Max"/> are only counted.</summary>
internal sealed class ManifestFaults
{
    /// <summary>Maximum number of faults with a message: a hostile file must not cause a large response.</summary>
    public const int Max = 100;

    private readonly List<ManifestFault> _kept = [];

    /// <summary>Number of faults, kept or only counted.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a further fault would only be counted, so that its message is not needed.</summary>
    public bool IsFull => Count >= Max;

    /// <summary>Whether a fault was found at a path.</summary>
    public bool HasAt(string path) => _kept.Exists(fault => fault.Path == path);

    /// <summary>Removes a text from all messages: a key that is also a model's id may occur in faults of other fields.</summary>
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

    /// <summary>The faults in the order of the file, and the number of further ones.</summary>
    public IReadOnlyList<ManifestFault> ToList(JsonElement root)
    {
        var ordered = DocumentOrder.Sort(_kept, root);
        return Count == _kept.Count ? ordered : [.. ordered, new ManifestFault("$", $"and {Count - _kept.Count:N0} more faults")];
    }
}

namespace MuBench.Manifests.Reading.Fields;

/// <summary>A text.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Description">What is expected, in words.</param>
internal sealed record TextField(string Name, string Description) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected => Description;

    /// <summary>Says whether a text is allowed; where it is null, further rules follow elsewhere.</summary>
    public Func<string, bool>? Accepts { get; init; }

    /// <summary>Whether its value is never repeated in a message.</summary>
    public bool IsSecret { get; init; }
}

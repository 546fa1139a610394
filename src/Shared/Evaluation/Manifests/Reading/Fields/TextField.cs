namespace MuBench.Manifests.Reading.Fields;

/// <summary>A text field.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Description">The expected value, as text for messages.</param>
internal sealed record TextField(string Name, string Description) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected => Description;

    /// <summary>Whether a text is allowed; null if the rules are checked elsewhere.</summary>
    public Func<string, bool>? Accepts { get; init; }

    /// <summary>Whether messages must not repeat the value.</summary>
    public bool IsSecret { get; init; }
}

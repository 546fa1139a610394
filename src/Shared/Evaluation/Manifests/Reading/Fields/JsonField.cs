namespace MuBench.Manifests.Reading.Fields;

/// <summary>A field whose value is a JSON object with any members.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Description">The expected value, as text for messages.</param>
internal sealed record JsonField(string Name, string Description) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected => Description;
}

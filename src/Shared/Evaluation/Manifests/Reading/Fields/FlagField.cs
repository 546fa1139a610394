namespace MuBench.Manifests.Reading.Fields;

/// <summary>A boolean field.</summary>
/// <param name="Name">The name in the file.</param>
internal sealed record FlagField(string Name) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected => "true or false";
}

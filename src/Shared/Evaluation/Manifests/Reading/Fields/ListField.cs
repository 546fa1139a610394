namespace MuBench.Manifests.Reading.Fields;

/// <summary>A list.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Description">What is expected, in words.</param>
/// <param name="MinItems">The least number of entries.</param>
/// <param name="MaxItems">The greatest number of entries.</param>
internal sealed record ListField(string Name, string Description, int MinItems, int MaxItems) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected => Description;
}

namespace MuBench.Manifests.Reading;

/// <summary>A list.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Description">What is expected, in words.</param>
/// <param name="MinimumItems">The least number of entries.</param>
/// <param name="MaximumItems">The greatest number of entries.</param>
internal sealed record ListField(string Name, string Description, int MinimumItems, int MaximumItems) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected => Description;
}

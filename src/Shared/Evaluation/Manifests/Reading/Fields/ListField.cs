namespace MuBench.Manifests.Reading.Fields;

/// <summary>A list field.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Description">The expected value, as text for messages.</param>
/// <param name="MinItems">The minimum number of entries.</param>
/// <param name="MaxItems">The maximum number of entries.</param>
internal sealed record ListField(string Name, string Description, int MinItems, int MaxItems) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected => Description;
}

using MuBench.Naming;

namespace MuBench.Manifests.Reading.Fields;

/// <summary>An object field.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Fields">The fields that it may have.</param>
internal sealed record ObjectField(string Name, IReadOnlyList<ManifestField> Fields) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected => $"an object with {ManifestText.Or([.. Fields.Select(known => known.Name)])}";
}

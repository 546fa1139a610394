using MuBench.Naming;

namespace MuBench.Manifests.Reading.Fields;

/// <summary>A field whose value is one of a few names.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Values">The names.</param>
internal sealed record ChoiceField(string Name, IReadOnlyList<string> Values) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected => ManifestText.Or(Values);
}

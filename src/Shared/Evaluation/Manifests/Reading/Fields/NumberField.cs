using System.Globalization;

namespace MuBench.Manifests.Reading.Fields;

/// <summary>A number field.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Min">The minimum value.</param>
/// <param name="Max">The maximum value.</param>
internal sealed record NumberField(string Name, double Min, double Max) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected =>
        string.Create(CultureInfo.InvariantCulture, $"a number from {Min} to {Max}") + (IsNullable ? ", or null to send none" : "");
}

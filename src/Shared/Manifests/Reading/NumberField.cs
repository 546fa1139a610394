using System.Globalization;

namespace MuBench.Manifests.Reading;

/// <summary>A number.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Minimum">The least allowed value.</param>
/// <param name="Maximum">The greatest allowed value.</param>
internal sealed record NumberField(string Name, double Minimum, double Maximum) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected =>
        string.Create(CultureInfo.InvariantCulture, $"a number from {Minimum} to {Maximum}") + (Nullable ? ", or null to send none" : "");
}

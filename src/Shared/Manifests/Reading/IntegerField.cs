namespace MuBench.Manifests.Reading;

/// <summary>A whole number.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Minimum">The least allowed value.</param>
/// <param name="Maximum">The greatest allowed value.</param>
internal sealed record IntegerField(string Name, long Minimum, long Maximum) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected => (Minimum, Maximum) switch
    {
        (long.MinValue, long.MaxValue) => "a whole number of 64 bits",
        (int.MinValue, int.MaxValue) => "a whole number of 32 bits",
        (_, int.MaxValue) => $"a whole number of at least {Minimum}",
        _ => $"a whole number from {Minimum} to {Maximum}",
    };
}

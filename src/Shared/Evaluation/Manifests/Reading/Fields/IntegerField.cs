namespace MuBench.Manifests.Reading.Fields;

/// <summary>A whole-number field.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Min">The minimum value.</param>
/// <param name="Max">The maximum value.</param>
internal sealed record IntegerField(string Name, long Min, long Max) : ManifestField(Name)
{
    /// <inheritdoc/>
    public override string Expected => (Min, Max) switch
    {
        (long.MinValue, long.MaxValue) => "a whole number of 64 bits",
        (int.MinValue, int.MaxValue) => "a whole number of 32 bits",
        (_, int.MaxValue) => $"a whole number of at least {Min}",
        _ => $"a whole number from {Min} to {Max}",
    };
}

namespace MuBench.Manifests.Reading.Fields;

/// <summary>
/// A field that a manifest may have. The reader, the messages and the test of the JSON schema all go by these, so that
/// a name, range or default is written once.
/// </summary>
/// <param name="Name">The name in the file.</param>
internal abstract record ManifestField(string Name)
{
    /// <summary>What is expected, in words.</summary>
    public abstract string Expected { get; }

    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether null is a value of it: a setting that is not sent.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The value where it is absent; null where there is none.</summary>
    public object? Default { get; init; }
}

namespace MuBench.Manifests.Reading.Fields;

/// <summary>
/// A field that a manifest may have. The reader, the messages and the test of the JSON schema all use these objects, so
/// that a name, range or default is defined once.
/// </summary>
/// <param name="Name">The name in the file.</param>
internal abstract record ManifestField(string Name)
{
    /// <summary>The expected value, as text for messages.</summary>
    public abstract string Expected { get; }

    /// <summary>Whether the field is required.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether null is allowed: the setting is then not sent.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The default value; null if there is none.</summary>
    public object? Default { get; init; }
}

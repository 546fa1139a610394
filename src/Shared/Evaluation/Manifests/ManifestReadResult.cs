namespace MuBench.Manifests;

/// <summary>What came of reading a manifest: either the manifest or at least one fault.</summary>
public sealed record ManifestReadResult
{
    /// <summary>The manifest; null where there is a fault.</summary>
    public RunManifest? Manifest { get; init; }

    /// <summary>Everything that is wrong with it, at once, in the order of the file.</summary>
    public IReadOnlyList<ManifestFault> Faults { get; init; } = [];
}

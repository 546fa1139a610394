namespace MuBench.Manifests;

/// <summary>The result of reading a manifest: either the manifest or at least one fault.</summary>
public sealed record ManifestReadResult
{
    /// <summary>The manifest; null if there is a fault.</summary>
    public RunManifest? Manifest { get; init; }

    /// <summary>All faults, in the order of the file.</summary>
    public IReadOnlyList<ManifestFault> Faults { get; init; } = [];
}

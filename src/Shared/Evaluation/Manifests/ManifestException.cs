namespace MuBench.Manifests;

/// <summary>A manifest has faults; the message lists all of them.</summary>
public sealed class ManifestException(string file, IReadOnlyList<ManifestFault> faults)
    : UserException(string.Join('\n', faults.Select(fault => $"{file}: {fault.Path}: {fault.Message}")));

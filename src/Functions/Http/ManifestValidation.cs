using MuBench.Manifests;

namespace MuBench.Functions.Http;

/// <summary>What is wrong with a manifest.</summary>
/// <param name="Valid">Whether it can be run.</param>
/// <param name="Faults">Everything that is wrong with it.</param>
internal sealed record ManifestValidation(bool Valid, IReadOnlyList<ManifestFault> Faults);

using MuBench.Manifests.Editing;

namespace MuBench.Functions.Http;

/// <summary>The result of checking a manifest.</summary>
/// <param name="Valid">Whether it has no fault.</param>
/// <param name="Faults">All faults, with their lines.</param>
internal sealed record ManifestValidation(bool Valid, IReadOnlyList<PlacedFault> Faults);

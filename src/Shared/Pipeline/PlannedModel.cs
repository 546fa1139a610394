using MuBench.Manifests;

namespace MuBench.Pipeline;

/// <summary>A model of a run.</summary>
/// <param name="Manifest">What the manifest says of it.</param>
/// <param name="Key">Its key in the response log: a hash of all that can change an answer.</param>
/// <param name="Interpolation">The interpolation that it is a point of; null where it is none.</param>
public sealed record PlannedModel(ModelManifest Manifest, string Key, PlannedInterpolation? Interpolation = null);

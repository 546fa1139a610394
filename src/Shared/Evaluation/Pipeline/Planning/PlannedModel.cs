using System.Text.Json.Serialization;
using MuBench.Manifests;
using MuBench.Pipeline.Passes;

namespace MuBench.Pipeline.Planning;

/// <summary>A model of a run, or a further pass over the run's questions by one.</summary>
/// <param name="Manifest">What the manifest says of it; for a pass under the pass's id.</param>
/// <param name="Key">Its key in the response log: a hash of all that can change an answer.</param>
/// <param name="Interpolation">The interpolation that it is a point of; null where it is none.</param>
/// <param name="Pass">The pass; null for the model itself, asked as the authors ask.</param>
public sealed record PlannedModel(ModelManifest Manifest, string Key, PlannedInterpolation? Interpolation = null, ModelPass? Pass = null)
{
    /// <summary>The id of the model itself, whichever of its passes this is.</summary>
    [JsonIgnore]
    public string ModelId => Pass?.Of ?? Manifest.Id;

    /// <summary>Whether it is asked for boxes: chat models are, once; others draw none.</summary>
    [JsonIgnore]
    public bool DrawsBoxes => Pass is null && ModelKinds.IsGenerative(Manifest.Kind);
}

using System.Text.Json.Serialization;
using MuBench.Manifests;
using MuBench.Pipeline.Passes;

namespace MuBench.Pipeline.Planning;

/// <summary>A model of a run, or a pass of one.</summary>
/// <param name="Manifest">Its entry in the manifest; for a pass with the id of the pass.</param>
/// <param name="Key">Its key in the response log: a hash of everything that can change a response.</param>
/// <param name="Interpolation">Its position in an interpolation; null if it is not part of one.</param>
/// <param name="Pass">The pass; null for the main pass, which asks as in the authors' code.</param>
public sealed record PlannedModel(ModelManifest Manifest, string Key, PlannedInterpolation? Interpolation = null, ModelPass? Pass = null)
{
    /// <summary>The id of the model; for a pass, of the model that the pass belongs to.</summary>
    [JsonIgnore]
    public string ModelId => Pass?.Of ?? Manifest.Id;

    /// <summary>Whether it is asked localisation questions: the main pass of a chat model is; other models draw no boxes.</summary>
    [JsonIgnore]
    public bool DrawsBoxes => Pass is null && ModelKinds.IsGenerative(Manifest.Kind);
}

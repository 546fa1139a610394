using System.Text.Json.Serialization;

namespace MuBench.Pipeline.Planning;

/// <summary>Which point of which interpolation a model is.</summary>
/// <param name="Id">The interpolation's id in the manifest.</param>
/// <param name="Alpha">The model's α.</param>
/// <param name="Base">The model at α = 0.</param>
/// <param name="Tuned">The model at α = 1.</param>
public sealed record PlannedInterpolation(string Id, double Alpha, PlannedEndpoint Base, PlannedEndpoint Tuned)
{
    /// <summary>Whether its weights are a mixture, which must be made; at α = 0 and α = 1 they are the base's and the tuned model's own.</summary>
    [JsonIgnore]
    public bool IsMixture => Alpha is > 0 and < 1;
}

using System.Text.Json.Serialization;

namespace MuBench.Pipeline.Planning;

/// <summary>The position of a model in an interpolation.</summary>
/// <param name="Id">The interpolation's id in the manifest.</param>
/// <param name="Alpha">The model's α.</param>
/// <param name="Base">The model at α = 0.</param>
/// <param name="Tuned">The model at α = 1.</param>
public sealed record PlannedInterpolation(string Id, double Alpha, PlannedEndpoint Base, PlannedEndpoint Tuned)
{
    /// <summary>
    /// Whether the weights are a mixture that must be made. At α = 0 and α = 1 they are the weights of the base model
    /// and of the tuned model.
    /// </summary>
    [JsonIgnore]
    public bool IsMixture => Alpha is > 0 and < 1;
}

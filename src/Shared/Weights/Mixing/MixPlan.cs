using MuBench.Weights.Files;

namespace MuBench.Weights.Mixing;

/// <summary>Models that fit together, and the parts to mix. All other bytes are copied from the first model.</summary>
/// <param name="Models">The open models.</param>
/// <param name="Mixes">The parts to mix.</param>
internal sealed record MixPlan(IReadOnlyList<WeightModel> Models, IReadOnlyList<PartMix> Mixes)
{
    /// <summary>The model whose layout the outputs have.</summary>
    public WeightModel First => Models[0];

    /// <summary>Size of the first model's files in bytes.</summary>
    public long Bytes => First.Files.Sum(file => file.Length);
}

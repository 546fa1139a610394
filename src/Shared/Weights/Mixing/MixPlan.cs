using MuBench.Weights.Files;

namespace MuBench.Weights.Mixing;

/// <summary>Models that fit together, and what is mixed: all else is the first model's, byte for byte.</summary>
/// <param name="Models">The models, open.</param>
/// <param name="Mixes">The parts that are mixed.</param>
internal sealed record MixPlan(IReadOnlyList<WeightModel> Models, IReadOnlyList<PartMix> Mixes)
{
    /// <summary>The model whose files the outputs are copies of.</summary>
    public WeightModel First => Models[0];

    /// <summary>Bytes that pass through, of the first model.</summary>
    public long Bytes => First.Files.Sum(file => file.Length);
}

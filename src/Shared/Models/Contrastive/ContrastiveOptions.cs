namespace MuBench.Models.Contrastive;

/// <summary>Knobs of a contrastive model in process. None but the precision changes an answer.</summary>
public sealed record ContrastiveOptions
{
    /// <summary>Which of a folder's exports is run: one of <see cref="Manifests.ModelPrecisions"/>.</summary>
    /// <value>Default <c>fp32</c>.</value>
    public string Precision { get; init; } = Manifests.ModelPrecisions.Fp32;

    /// <summary>Texts or images per forward pass.</summary>
    /// <value>Default 16.</value>
    public int BatchSize { get; init; } = 16;

    /// <summary>Threads of one forward pass.</summary>
    /// <value>Default: one per core.</value>
    public int IntraOpThreads { get; init; } = Environment.ProcessorCount;
}

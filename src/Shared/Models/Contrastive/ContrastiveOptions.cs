namespace MuBench.Models.Contrastive;

/// <summary>Knobs of a contrastive model in process. None of them changes an answer.</summary>
public sealed record ContrastiveOptions
{
    /// <summary>Texts or images per forward pass.</summary>
    /// <value>Default 16.</value>
    public int BatchSize { get; init; } = 16;

    /// <summary>Threads of one forward pass.</summary>
    /// <value>Default: one per core.</value>
    public int IntraOpThreads { get; init; } = Environment.ProcessorCount;
}
